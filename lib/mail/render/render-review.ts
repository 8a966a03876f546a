import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { renderMail } from './render-mail.ts';
import { safeLine } from './safe-line.ts';

/**
 * `asked`: somebody is asked; `reminder`: it is due soon; `late`: it is overdue; `escalated`: it came to them because it is; `undone`: what
 * was to be taken away is still there.
 */
export type ReviewMailKind = 'asked' | 'reminder' | 'late' | 'escalated' | 'undone';

export interface ReviewMail {
  kind: ReviewMailKind;
  organization: string;
  publicUrl: string;
  review: { id: number; name: string; dueAt: Date };
  /** Rights that wait for the reader; of `undone`: that nobody took away. */
  rights: number;
}

const rightsOf = (count: number): string => (count === 1 ? '1 right' : `${count.toLocaleString('en-US')} rights`);

function wordsOf({ kind, review, rights }: ReviewMail): { title: string; verdict: string; why: string } {
  const [what, name, due] = [rightsOf(rights), safeLine(review.name), review.dueAt.toISOString().slice(0, 10)];
  switch (kind) {
    case 'asked':
      return {
        title: `${what} to review`,
        verdict: `Say by ${due} whether they are still needed.`,
        why: `You are asked in the access review “${name}”.`,
      };
    case 'reminder':
      return {
        title: `${what} to review by ${due}`,
        verdict: 'They wait for you.',
        why: `You are asked in the access review “${name}”, which is due soon.`,
      };
    case 'late':
      return {
        title: `${what} to review since ${due}`,
        verdict: 'The review is overdue, and somebody else may decide now.',
        why: `You are asked in the access review “${name}”.`,
      };
    case 'escalated':
      return {
        title: `${what} that nobody reviewed in time`,
        verdict: 'You may decide about them now, or give them to somebody else.',
        why: `The access review “${name}” was due on ${due}, and names you for what is left.`,
      };
    case 'undone':
      return {
        title: `${what} that should be gone`,
        verdict: 'Take them away in their systems: the next inventory verifies it.',
        why: `The access review “${name}” decided so seven days ago or more, and no inventory shows that it was done.`,
      };
  }
}

/** What people of an access review are told. Names of accounts and of what they may do stay in Plumbline. */
export async function renderReview(mail: ReviewMail): Promise<RenderedMail> {
  const { title, verdict, why } = wordsOf(mail);
  const { id } = mail.review;
  const read = `/privileges/reviews/${id}?${mail.kind === 'undone' ? 'show=progress' : 'decision=none'}`;
  return renderMail({
    subject: `${title}: ${safeLine(mail.review.name)}`,
    preview: verdict,
    about: [safeLine(mail.organization), `access review ${id}`],
    title,
    blocks: [
      { kind: 'verdict', tone: mail.kind === 'asked' ? 'plain' : 'worse', text: [{ text: verdict, strong: true }] },
      { kind: 'paragraph', text: ['They stand at ', { text: read, href: `${mail.publicUrl}${read}` }, '.'] },
    ],
    footer: [[why]],
  });
}
