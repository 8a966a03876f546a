import { createTransport } from 'nodemailer';
import { judgeFailure, type MailAnswer, plainAnswer } from '#lib/domain/mail/answer.ts';
import { headerText } from '#lib/domain/mail/header-text.ts';
import type { MailHeaders, RenderedMail } from '#lib/domain/mail/mail.ts';
import type { Env } from '#lib/env.ts';
import { type SmtpSettings, smtpSettings } from './smtp-settings.ts';

export interface OutgoingMail extends RenderedMail {
  to: { name: string; address: string };
  messageId: string;
  headers: MailHeaders;
  date: Date;
}

/** Hands mails to a server. */
export interface Mailer {
  /** Never throws: what went wrong is the answer. */
  send(mail: OutgoingMail): Promise<MailAnswer>;
  close(): void;
}

/** Milliseconds. One mail takes no longer than the last of them. */
const PATIENCE = { connect: 20_000, greet: 20_000, silence: 45_000 };
const LONGEST_SEND_MS = 90_000;

/** @param from `Plumbline <plumbline@example.com>` */
export function openMailer(settings: SmtpSettings, from: string): Mailer {
  const { auth, ...server } = settings;
  const transport = createTransport({
    ...server,
    ...(auth === null ? {} : { auth }),
    pool: true,
    maxConnections: 1,
    // A mail whose connection broke may have arrived: whether it is sent again is not for the library to decide.
    maxRequeues: 0,
    connectionTimeout: PATIENCE.connect,
    greetingTimeout: PATIENCE.greet,
    socketTimeout: PATIENCE.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: (mail) =>
      transport
        .sendMail({
          from,
          to: { name: headerText(mail.to.name), address: mail.to.address },
          subject: headerText(mail.subject),
          ...{ text: mail.text, html: mail.html, messageId: mail.messageId, date: mail.date },
          headers: { ...mail.headers, 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(LONGEST_SEND_MS),
        })
        .then(
          ({ response }): MailAnswer => ({ kind: 'accepted', said: plainAnswer(String(response)) }),
          (error: unknown) => judgeFailure(failureOf(error)),
        ),
    close: () => transport.close(),
  };
}

function failureOf(error: unknown): Parameters<typeof judgeFailure>[0] {
  const { code, responseCode, response, command } = (error ?? {}) as Record<string, unknown>;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    ...{ code: text(code), response: text(response), command: text(command) },
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
  };
}

/** The mailer that the configuration describes; null: there is no mail server. */
export function mailerOf({ SMTP_URL, MAIL_FROM }: Pick<Env, 'SMTP_URL' | 'MAIL_FROM'>): Mailer | null {
  return SMTP_URL === undefined || MAIL_FROM === undefined ? null : openMailer(smtpSettings(SMTP_URL), MAIL_FROM);
}
