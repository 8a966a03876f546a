import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { renderMail } from './render-mail.ts';
import { safeLine } from './safe-line.ts';

export interface AddressCheck {
  organization: string;
  publicUrl: string;
  /** Where the recipient chooses what comes; absolute. */
  preferences: string;
}

/** Sent to an address that was refused before and that somebody put right: if this one is refused too, it is known at once. */
export async function renderAddressCheck({
  organization,
  publicUrl,
  preferences,
}: AddressCheck): Promise<RenderedMail> {
  const name = safeLine(organization);
  return renderMail({
    subject: `${name}’s Plumbline reaches you again`,
    preview: 'Mails to this address were refused. Now they arrive again.',
    about: [name],
    title: 'Mails reach you again',
    blocks: [
      {
        kind: 'verdict',
        tone: 'better',
        text: [
          { text: 'There is nothing that you need to do.', strong: true },
          ' A mail server had refused this address, so nothing was sent to it. You read this, so mails arrive again.',
        ],
      },
      { kind: 'button', text: 'Open in Plumbline', href: `${publicUrl}/` },
    ],
    footer: [[{ text: 'Choose what comes and when', href: preferences }]],
  });
}
