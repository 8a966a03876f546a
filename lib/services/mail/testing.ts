import { randomUUID } from 'node:crypto';
import { inTransaction } from '#db/transaction.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { MailState } from '#lib/domain/mail/mail.ts';
import { openMailer } from '#lib/mail/mailer.ts';
import { smtpSettings } from '#lib/mail/smtp-settings.ts';
import type { Harness } from '#lib/services/testing.ts';
import { addMember, type Member } from '../user/testing.ts';
import { type NewMail, queueMail } from './queue-mail.ts';
import { sendMails } from './send-mails.ts';

const FROM = 'Plumbline <plumbline@example.com>';

/** Test helper: people, their mails, and the worker that sends them. */
export function mailWorld(harness: Harness, url: () => string) {
  const { orgId } = harness.ctx;
  const system = { ...harness, env: { ...harness.env, SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: FROM } };
  return {
    person: (name: string, role: Role = 'viewer'): Promise<Member> =>
      addMember(
        harness.systemSql,
        { orgId },
        {
          ...{ name, role, passwordHash: null, now: harness.clock.now },
          email: `${name.toLowerCase()}@example.com`,
        },
      ),
    queue: (to: { id: number }, more: Partial<NewMail> = {}): Promise<number | null> =>
      inTransaction(harness.sql, (tx) =>
        queueMail(
          tx,
          system,
          { orgId },
          {
            ...{ key: randomUUID(), kind: 'test', userId: to.id, repositories: [] },
            ...{ subject: 'A test', html: '<p>A test</p>', text: 'A test' },
            ...more,
          },
        ),
      ),
    send: (): Promise<void> =>
      sendMails({ ...harness, openMailer: () => openMailer(smtpSettings(url()), FROM) }, { orgId }),
    /** State, attempts and last answer of a mail, or of all in the order in which they were made. */
    states: async (
      id: number | null = null,
    ): Promise<{ state: MailState; attempts: number; lastAnswer: string | null }[]> =>
      harness.admin<{ state: MailState; attempts: number; lastAnswer: string | null }[]>`
        select state, attempts, last_answer from mails where org_id = ${orgId} and (${id}::int is null or id = ${id}) order by id`,
  };
}
