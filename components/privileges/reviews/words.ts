import type { ReviewScopeBody, ReviewView } from '#lib/contracts/access-review.ts';
import type { ReviewItem } from '#lib/contracts/access-review-item.ts';
import type { AssignmentRule, ReviewDecision, ReviewState, Verification } from '#lib/domain/access-review/review.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { kindsWord } from '../words.ts';

export const STATE_WORD: Readonly<Record<ReviewState, string>> = {
  open: 'Open',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

/** What was decided, as a row says it. */
export const DECIDED_WORD: Readonly<Record<ReviewDecision, string>> = {
  certify: 'certified',
  revoke: 'to be revoked',
  change: 'to be changed',
};

/** What became of it; unknown is no success. */
export const VERIFICATION_WORD: Readonly<Record<Verification, string>> = {
  pending: 'no inventory since',
  verified: 'verified: it is gone',
  present: 'still there',
  unknown: 'not read, so not known',
};

export const RULE_WORD: Readonly<Record<AssignmentRule, string>> = {
  named: 'people who were named, by turns',
  owners: 'the team that owns what the right is on',
  managers: 'the manager of whoever has the right',
};

/** `a change to read`, `certified`. */
export function decisionWords({ decision, to_level: to }: NonNullable<ReviewItem['decision']>): string {
  return decision === 'change' && to !== null ? `to be changed to ${levelWord(to)}` : DECIDED_WORD[decision];
}

/** What became of a decision: a change leaves the right, at the level that was allowed. */
export function verificationWords(item: ReviewItem): string | null {
  if (item.verification === null) return null;
  const { state } = item.verification;
  return state === 'verified' && item.decision?.decision === 'change'
    ? 'verified: it is changed'
    : VERIFICATION_WORD[state];
}

/** `40 s`, `3 min`, `2 h`, `5 d`: between two requests of one person. */
export function paceWords(seconds: number | null): string {
  if (seconds === null) return 'not known';
  if (seconds < 0.1) return 'under 0.1 s';
  if (seconds < 120) return `${formatNumber(seconds, seconds < 10 ? 1 : 0)} s`;
  if (seconds < 7200) return `${formatNumber(seconds / 60)} min`;
  if (seconds < 172_800) return `${formatNumber(seconds / 3600)} h`;
  return `${formatNumber(seconds / 86_400)} d`;
}

/** Which rights a review is of, as a list of words; empty: all of them. */
export function scopeWords(scope: ReviewScopeBody): string[] {
  return [
    ...(scope.systems.length === 0 ? [] : [scope.systems.join(', ')]),
    ...(scope.kinds.length === 0 ? [] : [scope.kinds.map(kindsWord).join(', ').toLowerCase()]),
    ...(scope.level_min === 0 ? [] : [`${levelWord(scope.level_min)} or higher`]),
    ...(scope.production_only ? ['production only'] : []),
    ...(scope.resource === null ? [] : [`on what has “${scope.resource}” in its name`]),
    ...(scope.unused_days === null ? [] : [`not used for ${formatCount(scope.unused_days, 'day')}`]),
  ];
}

/** How far a review is, in one sentence. */
export function answerWords({ items, undecided, principals, state, mine }: ReviewView): string {
  const of = `${formatCount(items, 'right')} of ${formatCount(principals, 'principal')}`;
  const decided = `${formatNumber(items - undecided)} of ${of} ${items - undecided === 1 ? 'is' : 'are'} decided.`;
  if (state !== 'open') return decided;
  return mine === 0 ? decided : `${decided} ${formatNumber(mine)} ${mine === 1 ? 'waits' : 'wait'} for you.`;
}

/** What makes a right worth a look; what was not told is no mark. */
export function marksOf({ high, risk, target }: ReviewItem): { word: string; urgent: boolean }[] {
  return [
    ...(target.production === null ? [] : [{ word: 'production', urgent: false }]),
    ...(high ? [{ word: 'one by one', urgent: false }] : []),
    ...(risk.on_path === true ? [{ word: 'on a path to production', urgent: true }] : []),
    ...(risk.unused === true ? [{ word: 'unused', urgent: true }] : []),
    ...(risk.ownerless === true ? [{ word: 'nobody answers for it', urgent: true }] : []),
    ...(risk.never_ends === true ? [{ word: 'never ends', urgent: false }] : []),
  ];
}
