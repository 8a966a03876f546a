import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { renderMail } from './render-mail.ts';
import { safeLine } from './safe-line.ts';

export interface TestMail {
  organization: string;
  publicUrl: string;
  /** Who asked for it. */
  by: string;
  /** False: no mail server is configured, and it is read on screen only. */
  isSent: boolean;
}

const SENT = {
  preview: 'Mails arrive. There is nothing to do.',
  title: 'Mails arrive',
  text: ' If it came to your mailbox, digests and alerts will too.',
};
const KEPT = {
  preview: 'No mail server is configured: mails are read on screen.',
  title: 'Mails are read on screen',
  text: ' No mail server is configured, so nothing was sent. Digests and alerts are not sent either: they are read here.',
};

/** What somebody sends to see whether mails arrive. */
export async function renderTestMail({ organization, publicUrl, by, isSent }: TestMail): Promise<RenderedMail> {
  const name = safeLine(organization);
  const { preview, title, text } = isSent ? SENT : KEPT;
  return renderMail({
    subject: `Test mail from ${name}’s Plumbline`,
    preview,
    about: [name],
    title,
    blocks: [
      {
        kind: 'verdict',
        tone: isSent ? 'better' : 'plain',
        text: [{ text: 'This is a test.', strong: true }, text],
      },
      { kind: 'button', text: 'Open in Plumbline', href: `${publicUrl}/` },
    ],
    footer: [[`${safeLine(by)} asked for it.`]],
  });
}
