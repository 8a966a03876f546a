/** What a mail is about. */
export const MAIL_KINDS = [
  'digest',
  'digest_all_clear',
  'alert',
  'watched',
  'review',
  'report',
  'test',
  'address_check',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * `waiting`: to be sent at `next_at`; `sending`: claimed by a worker; `sent`: the server took it; `failed`: given up;
 * `kept`: no mail server was configured, so that it is read on screen only; `skipped`: there was nothing to tell, or nobody
 * to tell it to any more.
 */
export const MAIL_STATES = ['waiting', 'sending', 'sent', 'failed', 'kept', 'skipped'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/**
 * A mail as it is handed over: nothing in it needs the network to be read.
 * @public for what draws mails
 */
export interface RenderedMail {
  /** One line. */
  subject: string;
  html: string;
  text: string;
}

/** Headers beside those of every mail, by name: `List-Unsubscribe`. Values are one line of ASCII. */
export type MailHeaders = Readonly<Record<string, string>>;
