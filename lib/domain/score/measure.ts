import type { Category } from '#lib/domain/finding/finding.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import { SCORE_CATEGORIES, type ScoreCategory, scoreCategoryOf } from './category.ts';
import type { CategoryMeasure } from './score.ts';

/** What a stream proves: which categories its last complete, successful report measured, when, at which commit. */
export interface StreamMeasure {
  tracked: boolean;
  categories: readonly Category[];
  lastSuccessAt: Date | null;
  lastSuccessCommit: string | null;
}

/** Categories whose findings only change with the code: a scan of the newest known commit stays as good as new. */
const BY_COMMIT: ReadonlySet<ScoreCategory> = new Set(['sast', 'secret', 'iac']);

/** Where privileges count. */
export const OF_SYSTEMS: ScoreCategory = 'pipeline';

const NONE: ReadonlySet<ScoreCategory> = new Set();

export const agesByCommit = (category: ScoreCategory): boolean => BY_COMMIT.has(category);

/**
 * Coverage and age of every score category from the repository's streams. For code, secrets and infrastructure the age
 * runs from the last time that anything reported the scanned commit: while other scans still see that commit, nothing
 * unscanned exists. When everything is silent nothing is known of newer commits, so age runs on.
 */
export function measureCategories(
  streams: readonly StreamMeasure[],
  now: Date,
  kind: RepositoryKind = 'code',
  exempted: ReadonlySet<ScoreCategory> = NONE,
): CategoryMeasure[] {
  const reporting = streams.filter((stream) => stream.tracked);
  const tracked = reporting.filter((stream) => stream.lastSuccessAt !== null);
  return SCORE_CATEGORIES.map((category) => {
    const at = lastProof(category, tracked);
    return {
      category,
      targets: { expected: 1, scanned: at === null ? 0 : 1 },
      ageDays: at === null ? null : Math.max(0, (now.getTime() - at) / DAY_MS),
      // A system has no code: only who may do what is expected of it, and what somebody measured all the same.
      exempt: (kind === 'system' && category !== OF_SYSTEMS && at === null) || isExempt(category, exempted, reporting),
    };
  });
}

/** A decision that a category does not apply says nothing where something reports it: then it does, whatever was decided. */
export const isExempt = (
  category: ScoreCategory,
  exempted: ReadonlySet<ScoreCategory>,
  reporting: readonly Pick<StreamMeasure, 'categories'>[],
): boolean => exempted.has(category) && !reporting.some((stream) => measures(stream, category));

/** Whether what a stream reports belongs to a category of the score. */
export const measures = (stream: Pick<StreamMeasure, 'categories'>, category: ScoreCategory): boolean =>
  stream.categories.some((name) => scoreCategoryOf(name) === category);

/** From when the age of a category runs, in milliseconds; null: no whole, successful report ever measured it. */
export function lastProof(category: ScoreCategory, all: readonly StreamMeasure[]): number | null {
  const mine = all.filter((stream) => measures(stream, category));
  const times = mine.flatMap((stream) => stream.lastSuccessAt?.getTime() ?? []);
  if (times.length === 0) return null;
  if (!agesByCommit(category)) return Math.max(...times);
  const commits = new Set(mine.flatMap((stream) => stream.lastSuccessCommit ?? []));
  const same = all.filter((stream) => stream.lastSuccessCommit !== null && commits.has(stream.lastSuccessCommit));
  return Math.max(...times, ...same.flatMap((stream) => stream.lastSuccessAt?.getTime() ?? []));
}
