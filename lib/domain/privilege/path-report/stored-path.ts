import type { Path } from '#lib/domain/privilege/path/path.ts';
import { PATH_SEVERITIES } from '#lib/domain/privilege/path/pattern.ts';
import type { PathRow } from './path-report.ts';

export type PathCertainty = Path['certainty'];

/** What only the page of a path shows. */
export type PathDetail = Pick<PathRow, 'alone' | 'helped' | 'steps' | 'through' | 'settings' | 'evidence' | 'unknown'>;

/** Order of lists: what is certain first, the worst first; what only owners go at the end. */
export function pathRank({
  certainty,
  severity,
  ownersOnly,
}: Pick<PathRow, 'certainty' | 'severity' | 'ownersOnly'>): number {
  const worse = PATH_SEVERITIES.indexOf(severity);
  return (ownersOnly ? 20 : 0) + (certainty === 'proven' ? 0 : 10) + worse;
}
