import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import type { MailContent } from './content.ts';
import { safeLine } from './safe-line.ts';
import { toHtml } from './to-html.ts';
import { toText } from './to-text.ts';

const MAX_SUBJECT = 200;

/** Both parts of a mail, and its subject on one line. */
export async function renderMail(content: MailContent): Promise<RenderedMail> {
  const subject = safeLine(content.subject, MAX_SUBJECT);
  return { subject, html: await toHtml({ ...content, subject }), text: toText(content) };
}
