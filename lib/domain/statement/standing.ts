import type { Decision } from '#lib/domain/finding/finding.ts';
import { decisionOf, type Said } from './decision-of.ts';

/** What an author states about one finding. */
export interface Stated extends Said {
  statedAt: Date;
  document: number;
  number: number;
  narrow: boolean;
  exact: boolean;
}

/** The last word of an author about a finding: the newest, and of two at one time the one that hides less. */
export function lastWord<S extends Stated>(stated: readonly S[]): S | null {
  const sorted = stated.toSorted(
    (a, b) =>
      b.statedAt.getTime() - a.statedAt.getTime() ||
      Number(decisionOf(a) !== null) - Number(decisionOf(b) !== null) ||
      b.document - a.document ||
      b.number - a.number,
  );
  return sorted[0] ?? null;
}

/** What stands for a decision that rests on what an author states; null: nothing any more. */
export const standing = (stated: readonly Stated[]): Decision | null => {
  const last = lastWord(stated);
  return last === null ? null : decisionOf(last);
};

/**
 * What to adopt of an author who is trusted, without a person who looks: not what says more than the finding shows, and
 * not a fix that is not tied to the version.
 */
export function adoptable<S extends Stated>(stated: readonly S[]): { said: S; decision: Decision } | null {
  const said = lastWord(stated);
  if (said === null || said.narrow || (said.status === 'fixed' && !said.exact)) return null;
  const decision = decisionOf(said);
  return decision === null ? null : { said, decision };
}
