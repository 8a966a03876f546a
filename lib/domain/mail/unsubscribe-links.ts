import type { MailHeaders } from './mail.ts';

/** Links by which a mail can be ended: a page for people, and the headers by which mail programs offer it (RFC 8058). */
export function unsubscribeLinks(publicUrl: string, token: string): { page: string; headers: MailHeaders } {
  return {
    page: `${publicUrl}/unsubscribe/${token}`,
    headers: {
      'List-Unsubscribe': `<${publicUrl}/api/unsubscribe/${token}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}
