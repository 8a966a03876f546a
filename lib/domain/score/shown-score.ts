/** Scores are stored with less precision than they are computed with: what is this close to a tenth has reached it. */
const CLOSE = 1e-4;

/**
 * A score in tenths as views pass it on: cut, never rounded up, so that nothing below 100 is 100, no score has the number
 * of a better grade, and what is lost beside it is never zero. Null stays null.
 */
export function shownScore(score: number): number;
export function shownScore(score: number | null): number | null;
export function shownScore(score: number | null): number | null {
  return score === null ? null : Math.floor((score + CLOSE) * 10) / 10;
}
