import type { Digest, DigestLinks } from '#lib/domain/digest/digest.ts';
import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { formatScore } from '#lib/format.ts';
import { aboutDigest, digestTitle, footerOf, measuredWords, openWords, screenHref } from './digest-words.ts';
import { renderMail } from './render-mail.ts';
import { safeLine } from './safe-line.ts';

/** Once a month to somebody whose weeks had nothing to tell: that it is so, and not that mails got lost. */
export async function renderAllClear(digest: Digest, links: DigestLinks): Promise<RenderedMail> {
  const { score, scope } = digest;
  const posture = score.now === null ? '' : `, posture ${formatScore(score.now)}`;
  const whose = scope.kind === 'team' ? `${safeLine(scope.name, 60)}: nothing` : 'Nothing';
  const state = 'Nothing is overdue, and nothing new has come up in the last weeks.';
  return renderMail({
    subject: `${whose} needs you this month${posture}`,
    preview: state,
    about: [aboutDigest(digest)],
    title: digestTitle(digest),
    blocks: [
      {
        kind: 'verdict',
        tone: 'better',
        text: [{ text: 'There is nothing that you need to do.', strong: true }, ` ${state}`],
      },
      { kind: 'paragraph', text: [`${openWords(digest)} ${measuredWords(digest)}`] },
      {
        kind: 'paragraph',
        text: [
          'Weeks in which nothing happens bring no mail. This one comes once a month, so that you know that mails still arrive.',
        ],
      },
      { kind: 'button', text: 'Open in Plumbline', href: screenHref(digest, links) },
    ],
    footer: footerOf(digest, links),
  });
}
