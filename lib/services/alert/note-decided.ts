import type { Transaction } from '#db/client.ts';
import type { ToldItem } from '#lib/domain/alert/kept-alert.ts';
import { few } from '#lib/domain/outbox/few.ts';
import { skipMail } from '../mail/skip-mail.ts';

/** Why requests are not told of. */
export function decidedWords(decided: readonly ToldItem[]): string {
  const where = few([...new Set(decided.map(({ item }) => item.repository))]);
  const what =
    decided.length === 1 ? 'a request waited for approval' : `${decided.length} requests waited for approval`;
  return `Not told: ${what} in ${where}, and nobody has to decide any more.`;
}

/** What is not told because it waits for nobody any more stands in the log of mails, with the reason. */
export async function noteDecided(
  tx: Transaction,
  orgId: number,
  { userId, now, decided }: { userId: number; now: Date; decided: readonly ToldItem[] },
): Promise<void> {
  const last = decided.at(-1)?.entry;
  if (last === undefined) return;
  const why = decidedWords(decided);
  await skipMail(tx, { orgId }, { key: `alert-decided:${userId}:${last}`, kind: 'alert', userId, why, now });
}
