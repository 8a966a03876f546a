import type { Sql } from '#db/client.ts';
import { type ClaimedMail, redrawMail } from '#db/queries/mails.ts';
import { inTransaction } from '#db/transaction.ts';
import { restoreAlert } from '#lib/domain/alert/kept-alert.ts';
import { headerText } from '#lib/domain/mail/header-text.ts';
import { drawAlert } from './draw-alert.ts';
import { dropDecided } from './drop-decided.ts';
import { decidedWords, noteDecided } from './note-decided.ts';

interface Checking {
  sql: Sql;
  orgId: number;
  now: () => Date;
  publicUrl: string;
}

/**
 * Looks again at what a mail asks its reader to decide, as it may have waited for the mail server for days. What was decided
 * meanwhile is taken out of it.
 * @returns the mail as it is to be sent; a sentence where nothing is left to tell
 */
export async function recheckAlert(
  { sql, orgId, now, publicUrl }: Checking,
  mail: ClaimedMail,
): Promise<ClaimedMail | string> {
  if (mail.madeOf === null) return mail;
  const { about, told } = restoreAlert(mail.madeOf);
  const { left, decided } = await dropDecided(sql, orgId, told);
  if (left.length === 0) return decidedWords(decided);
  const unchanged = new Set(told);
  if (decided.length === 0 && left.every((one) => unchanged.has(one))) return mail;
  const madeOf = { about, told: left };
  const { subject, ...drawn } = await drawAlert(madeOf, publicUrl);
  const repositories = [...new Set(left.map(({ repoId }) => repoId))];
  const anew = { ...drawn, subject: headerText(subject), repositories, madeOf };
  await inTransaction(sql, async (tx) => {
    const isMine = await redrawMail(tx, { orgId }, mail, anew);
    if (isMine) await noteDecided(tx, orgId, { userId: mail.userId, now: now(), decided });
  });
  return { ...mail, ...anew };
}
