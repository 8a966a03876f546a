import type { MailState } from './mail.ts';

export const MAIL_SERVER_STATES = ['none', 'unused', 'working', 'failing'] as const;
/** `none`: none is configured; `unused`: nothing was sent yet; `failing`: the last mail still waits for it. */
export type MailServerState = (typeof MAIL_SERVER_STATES)[number];

/** What the mail that was handed over last says of the server. @param last null: there was none */
export function mailServerState(
  configured: boolean,
  last: { state: MailState; lastAnswer: string | null } | null,
): { state: MailServerState; reason: string | null } {
  if (!configured) return { state: 'none', reason: null };
  if (last === null) return { state: 'unused', reason: null };
  switch (last.state) {
    case 'waiting':
    case 'sending':
      // The first attempt is on its way: nothing is known yet.
      return last.lastAnswer === null
        ? { state: 'unused', reason: null }
        : { state: 'failing', reason: last.lastAnswer };
    case 'sent':
      return { state: 'working', reason: null };
    case 'failed':
      // It answered, and refused that address or mail.
      return last.lastAnswer?.startsWith('Given up') === true
        ? { state: 'failing', reason: last.lastAnswer }
        : { state: 'working', reason: null };
    case 'kept':
    case 'skipped':
      return { state: 'unused', reason: null };
  }
}
