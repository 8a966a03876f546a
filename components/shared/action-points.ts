import type { ActionRow } from '#lib/contracts/action.ts';
import { formatSigned } from '#lib/format.ts';

/** `+58.5`; what rounds to 0.0 is not shown as zero. */
const amount = (points: number): string => (points < 0.05 ? 'less than 0.1' : formatSigned(points));

/**
 * "+58.5 points for acme/web, +2.0 overall": what an action brings, always with the score that it is brought to.
 * `overall`: what the second of them is called.
 */
export function formatPoints({ repo, points }: Pick<ActionRow, 'repo' | 'points'>, overall = 'overall'): string {
  const all = amount(points.organization);
  if (repo === null || points.repository === null) return `${all} points ${overall}`;
  return `${amount(points.repository)} points for ${repo}, ${all} ${overall}`;
}
