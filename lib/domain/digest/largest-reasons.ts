import type { DigestReason } from './digest.ts';

const NAMED = 3;

const tenths = (points: number): number => Math.round(points * 10) / 10;

/**
 * Those that moved the score most, and all else in one line, so that what is told adds up to the change. Points to tenths;
 * `change` null: the score of then is not known, and nothing moved it. `path`: of the page that shows all.
 */
export function largestReasons(change: number | null, reasons: readonly DigestReason[], path: string): DigestReason[] {
  if (change === null) return [];
  const named = reasons
    .filter(({ points }) => points !== 0)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, NAMED);
  const points = tenths(change - named.reduce((sum, reason) => sum + reason.points, 0));
  return points === 0 ? named : [...named, { points, text: 'everything else', path }];
}
