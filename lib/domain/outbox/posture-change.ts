/** What one change to a repository did, as others are told: counts of findings, and the score where it was measured. */
export interface PostureChange {
  introduced: number;
  reopened: number;
  fixed: number;
  score: { before: number | null; after: number | null };
}

const shown = (score: number | null): number | null => (score === null ? null : Math.round(score * 10));

/** Whether there is anything to tell: a finding's state changed, or the score differs in the one decimal that is shown. */
export function isWorthTelling({ introduced, reopened, fixed, score }: PostureChange, counted: boolean): boolean {
  // Counters alone stay equal when one finding takes another's place.
  return counted || introduced + reopened + fixed > 0 || shown(score.before) !== shown(score.after);
}
