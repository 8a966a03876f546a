import type { DigestReason } from './digest.ts';

const NAMED = 3;

const tenths = (points: number): number => Math.round(points * 10) / 10;

/**
 * Those that moved the score most, and all else in one line, so that what is told adds up to the change. Points to tenths;
 * `change` null: the score of then is not known, and nothing adds up to it.
 */
export function largestReasons(change: number | null, reasons: readonly DigestReason[]): DigestReason[] {
  const named = reasons
    .toSorted((a, b) => Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0))
    .slice(0, NAMED)
    .map((reason) => ({ ...reason }));
  if (change === null) return named;
  const points = tenths(change - named.reduce((sum, reason) => sum + (reason.points ?? 0), 0));
  if (points === 0) return named;
  const text = 'everything else: smaller changes, repositories that joined or left, and how much each counts';
  return [...named, { points, text, repository: null, path: '/repositories' }];
}
