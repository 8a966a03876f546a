import type { Transaction } from '#db/client.ts';
import { findMailRecipient, insertMail } from '#db/queries/mails.ts';
import type { MailKind } from '#lib/domain/mail/mail.ts';

export interface SkippedMail {
  key: string;
  kind: MailKind;
  userId: number;
  /** A sentence. */
  why: string;
  now: Date;
}

/** Notes that a mail is not sent and why, so that it is not thought about again, and can be seen in the log of mails. */
export async function skipMail(tx: Transaction, scope: { orgId: number }, skipped: SkippedMail): Promise<void> {
  const { key, kind, userId, why, now } = skipped;
  const recipient = await findMailRecipient(tx, scope, userId);
  if (recipient === null) return;
  await insertMail(tx, scope, {
    ...{ key, kind, userId, address: recipient.email, subject: '', html: '', text: '', messageId: '', headers: {} },
    ...{ repositories: [], state: 'skipped', nextAt: null, lastAnswer: why, createdAt: now },
  });
}
