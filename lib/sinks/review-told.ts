import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import type { Told } from './contract.ts';
import { headOf } from './head-of.ts';

export type ReviewEvent = Extract<OutboxEvent, { kind: `review_${string}` }>;

export function isOfReviews(entry: OutboxEvent): entry is ReviewEvent {
  switch (entry.kind) {
    case 'review_opened':
    case 'review_ended':
    case 'review_undone':
      return true;
    default:
      return false;
  }
}

/** What is told of access reviews: by number, because their names are somebody's texts. */
export function reviewTold(
  entry: ReviewEvent & { orgId: number; id: number; at: Date },
  { organization, publicUrl }: { organization: string; publicUrl: string },
): Told {
  const { review, rights } = entry.detail;
  const about = { organization, url: `${publicUrl}/privileges/reviews/${review}`, review, rights };
  const which = `Access review ${review} of ${organization}`;
  const count = `${rights} ${rights === 1 ? 'right' : 'rights'}`;
  switch (entry.kind) {
    case 'review_opened': {
      const { dueAt } = entry.detail;
      return {
        event: { ...headOf(entry, entry.kind), data: { ...about, due_at: dueAt } },
        words: `${which} began: ${count}, to be decided by ${dueAt.slice(0, 10)}.`,
      };
    }
    case 'review_ended': {
      const { state, certified, revoked, changed } = entry.detail;
      const undecided = rights - certified - revoked - changed;
      const data = { ...about, state, certified, revoked, changed, undecided };
      const decided = `${certified} certified, ${revoked} to be revoked, ${changed} to be changed, ${undecided} not decided`;
      return { event: { ...headOf(entry, entry.kind), data }, words: `${which} is ${state}: ${decided}.` };
    }
    case 'review_undone': {
      const are = rights === 1 ? 'it is' : 'they are';
      const words = `${which}: ${count} should be gone for seven days or more, and no inventory shows that ${are}.`;
      return { event: { ...headOf(entry, entry.kind), data: about }, words };
    }
  }
}
