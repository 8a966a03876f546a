import type { Transaction } from '#db/client.ts';
import { addJob } from '#db/queries/jobs.ts';
import { findMailRecipient, insertMail, type MailRecipient } from '#db/queries/mails.ts';
import type { KeptAlert } from '#lib/domain/alert/kept-alert.ts';
import { headerText } from '#lib/domain/mail/header-text.ts';
import type { MailHeaders, MailKind, MailState, RenderedMail } from '#lib/domain/mail/mail.ts';
import { messageId } from '#lib/domain/mail/message-id.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { sendMailsJob } from '#lib/jobs/send-mails.ts';
import type { System } from '#lib/system.ts';

export interface NewMail extends RenderedMail {
  /** Says which mail it is, within the organization: `digest:12:2026-W48`. What has this key already is not made again. */
  key: string;
  kind: MailKind;
  userId: number;
  /** Beside those of every mail. */
  headers?: MailHeaders;
  /** What can be made anew when it waits for the mail server. */
  madeOf?: KeptAlert | null;
  /** Ids of the repositories that it tells of; null: all. When it is sent, a reader who may not see one gets none of it. */
  repositories: readonly number[] | null;
  /** When it was made, where that is not now: mails of the past are kept and never sent. */
  at?: Date;
}

type Queueing = Pick<System, 'env' | 'publicUrl' | 'now'>;

/**
 * Adds a mail to a person, in the transaction of what it tells of. The worker sends it within seconds, and tries again for
 * three days; without a mail server it is kept to be read on screen. Repeating it changes nothing.
 * @public for everything that mails somebody
 * @returns its id; null when there is one with this key, or no such person
 */
export async function queueMail(
  tx: Transaction,
  { env, publicUrl, now }: Queueing,
  { orgId }: { orgId: number },
  { at, ...mail }: NewMail,
): Promise<number | null> {
  const recipient = await findMailRecipient(tx, { orgId }, mail.userId);
  if (recipient === null) return null;
  const isPast = at !== undefined;
  const fate = fateOf(mail, recipient, env.SMTP_URL !== undefined);
  const { state, lastAnswer } = isPast ? { state: 'kept' as const, lastAnswer: null } : fate;
  const createdAt = at ?? now();
  const id = await insertMail(
    tx,
    { orgId },
    {
      ...mail,
      ...{ state, lastAnswer, createdAt },
      subject: headerText(mail.subject),
      address: recipient.email,
      messageId: messageId(orgId, mail.key, publicUrl),
      headers: mail.headers ?? {},
      nextAt: state === 'waiting' ? createdAt : null,
    },
  );
  if (id !== null && state === 'waiting') await addJob(tx, orderOf(sendMailsJob, { orgId }));
  return id;
}

function fateOf(
  { kind }: Pick<NewMail, 'kind'>,
  { active, addressFailed }: MailRecipient,
  isSent: boolean,
): { state: MailState; lastAnswer: string | null } {
  if (!active) return { state: 'skipped', lastAnswer: GONE };
  if (!isSent) return { state: 'kept', lastAnswer: null };
  if (addressFailed && kind !== 'address_check') return { state: 'failed', lastAnswer: DISABLED };
  return { state: 'waiting', lastAnswer: null };
}

export const GONE = 'Not sent: the person cannot sign in.';
export const DISABLED = 'Not sent: the mail server refused this address before. Repair the address first.';
