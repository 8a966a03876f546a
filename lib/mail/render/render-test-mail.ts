import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { renderMail } from './render-mail.ts';
import { safeLine } from './safe-line.ts';

export interface TestMail {
  organization: string;
  publicUrl: string;
  /** Who asked for it. */
  by: string;
}

/** What somebody sends to see whether mails arrive. */
export async function renderTestMail({ organization, publicUrl, by }: TestMail): Promise<RenderedMail> {
  const name = safeLine(organization);
  return renderMail({
    subject: `Test mail from ${name}’s Plumbline`,
    preview: 'Mails arrive. There is nothing to do.',
    about: [name],
    title: 'Mails arrive',
    blocks: [
      {
        kind: 'verdict',
        tone: 'better',
        text: [
          { text: 'This is a test.', strong: true },
          ' You can read it, so digests and alerts will reach you too.',
        ],
      },
      { kind: 'button', text: 'Open in Plumbline', href: `${publicUrl}/` },
    ],
    footer: [[`${safeLine(by)} asked for it.`]],
  });
}
