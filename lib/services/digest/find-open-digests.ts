import type { Sql } from '#db/client.ts';
import { type DigestRecipient, findMailKeys } from '#db/queries/digest-recipients.ts';
import { dueDigests } from '#lib/domain/digest/due-digests.ts';
import type { MailSettings } from '#lib/domain/mail/settings.ts';
import type { Ordered } from './make-digests.ts';

/** The digests that are due to these people now and were not made yet. */
export async function findOpenDigests(
  sql: Sql,
  orgId: number,
  recipients: readonly DigestRecipient[],
  settings: MailSettings,
  now: Date,
): Promise<Ordered[]> {
  const due = recipients.flatMap((recipient): Ordered[] =>
    dueDigests(recipient, settings, now).map((one) => ({ recipient, due: one })),
  );
  const keys = due.map((one) => one.due.key);
  const made = await findMailKeys(sql, { orgId }, keys);
  return due.filter((one) => !made.has(one.due.key));
}
