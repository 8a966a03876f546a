import { type FrozenHolder, type KnownPerson, ownershipOf } from './identity.ts';
import type { ReviewDecision, ReviewState } from './review.ts';

export interface JudgedReview {
  state: ReviewState;
  escalateTo: number;
  escalatedAt: Date | null;
}

export interface JudgedItem extends FrozenHolder {
  number: number;
  level: number;
  high: boolean;
  reviewer: number | null;
  reviewerTeam: number | null;
}

/** Who decides: the person, also behind an API token, with the teams that they are in. */
export interface Reviewer extends KnownPerson {
  teams: readonly number[];
}

export interface AskedDecision {
  decision: ReviewDecision;
  toLevel: number | null;
  reason: string | null;
  notMine: boolean;
  /** How many rights the request is about. */
  together: number;
}

export interface Refusal {
  code: 'forbidden' | 'conflict' | 'invalid_input';
  /** Field of the request; null: it is not about one. */
  field: 'items' | 'reason' | 'to_level' | 'not_mine' | null;
  sentence: string;
}

const refusal = (code: Refusal['code'], field: Refusal['field'], sentence: string): Refusal => ({
  code,
  field,
  sentence,
});

/** Why this person cannot decide about a right at all, whatever they would say; null: they can. */
export function judgeReviewer(review: JudgedReview, item: JudgedItem, by: Reviewer): Refusal | null {
  if (review.state !== 'open') {
    const word = review.state === 'closed' ? 'closed' : 'cancelled';
    return refusal('conflict', null, `This review is ${word}: nothing in it changes any more.`);
  }
  if (ownershipOf(item, by) === 'own') {
    const whose =
      item.principalKind === 'group'
        ? `of ${item.principalName}, which you are in`
        : `your own (${item.principalName})`;
    const sentence = `Right ${item.number} is ${whose}: nobody reviews what is theirs. Delegate it to somebody else.`;
    return refusal('forbidden', 'items', sentence);
  }
  const isAsked = item.reviewer === by.id || (item.reviewerTeam !== null && by.teams.includes(item.reviewerTeam));
  const isEscalated = review.escalatedAt !== null && review.escalateTo === by.id;
  if (isAsked || isEscalated) return null;
  const sentence = `Right ${item.number} is for somebody else to decide: have it delegated to you first.`;
  return refusal('forbidden', 'items', sentence);
}

/** Whether the decision must say that the right is not the reviewer's own. */
export const mustSayNotOwn = (item: JudgedItem, by: Reviewer): boolean => ownershipOf(item, by) === 'unknown';

/** Why a decision is not taken; null: it is. */
export function judgeDecision(
  review: JudgedReview,
  item: JudgedItem,
  by: Reviewer,
  asked: AskedDecision,
): Refusal | null {
  const refused = judgeReviewer(review, item, by);
  if (refused !== null) return refused;
  if (item.high && asked.together > 1) {
    const sentence = `Right ${item.number} is of a high level or on production: decide it by itself, with a reason.`;
    return refusal('invalid_input', 'items', sentence);
  }
  if (mustSayNotOwn(item, by) && !asked.notMine) {
    const { principalName: name, number } = item;
    const sentence =
      item.principalKind === 'group'
        ? `It is not known of everybody in ${name} (right ${number}) who they are: say with not_mine that you are not in it.`
        : `It is not known which person ${name} (right ${number}) is: say with not_mine that it is not you.`;
    return refusal('invalid_input', 'not_mine', sentence);
  }
  return judgeWords(item, asked);
}

function judgeWords(item: JudgedItem, { decision, toLevel, reason }: AskedDecision): Refusal | null {
  if (reason === null && (item.high || decision !== 'certify')) {
    const what = decision === 'certify' ? `of right ${item.number}, which is of a high level or on production,` : '';
    return refusal('invalid_input', 'reason', `Say why: this decision ${what} needs a reason.`.replace('  ', ' '));
  }
  if (decision !== 'change') {
    return toLevel === null ? null : refusal('invalid_input', 'to_level', 'Only a change has a level.');
  }
  if (toLevel !== null && toLevel >= 1 && toLevel < item.level) return null;
  const sentence =
    item.level <= 1
      ? `Right ${item.number} is of the lowest level already: certify or revoke it.`
      : `Say to which level right ${item.number} shall change: from 1 to ${item.level - 1}.`;
  return refusal('invalid_input', 'to_level', sentence);
}

/** Why a review cannot be closed; null: it can. */
export function judgeClosing(
  { state, undecided }: { state: ReviewState; undecided: number },
  { record, note }: { record: boolean; note: string | null },
): Refusal | null {
  if (state !== 'open') return refusal('conflict', null, `This review is ${state} already.`);
  if (undecided === 0) return null;
  const rights = undecided === 1 ? '1 right is' : `${undecided} rights are`;
  if (!record) {
    const sentence = `${rights} not decided: decide them, or close with "undecided": "record" and a note that says why.`;
    return refusal('conflict', null, sentence);
  }
  return note === null ? refusal('invalid_input', 'reason', `${rights} not decided: say why in the note.`) : null;
}
