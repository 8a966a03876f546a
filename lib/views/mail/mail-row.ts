import type { ListedMail } from '#db/queries/mails-read.ts';
import type { MailRow } from '#lib/contracts/mail.ts';

export function mailRowOf(mail: ListedMail): MailRow {
  return {
    id: mail.id,
    kind: mail.kind,
    state: mail.state,
    subject: mail.subject,
    recipient: { id: mail.userId, name: mail.name },
    address: mail.address,
    created_at: mail.createdAt.toISOString(),
    sent_at: mail.sentAt?.toISOString() ?? null,
    next_at: mail.nextAt?.toISOString() ?? null,
    attempts: mail.attempts,
    last_answer: mail.lastAnswer,
  };
}
