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
  /** Of the oldest known commit of the branch that came after that one; null: none is known. */
  unscannedSince: Date | null;
  /** When that commit was told last to be the newest of the branch. */
  commitSeenAt: Date | null;
}

/** Categories whose findings only change with the code: a scan of the newest known commit stays as good as new. */
export const BY_COMMIT = ['sast', 'secret', 'iac'] as const satisfies readonly ScoreCategory[];

/** Where privileges count. */
export const OF_SYSTEMS: ScoreCategory = 'pipeline';

const NONE: ReadonlySet<ScoreCategory> = new Set();

const agesByCommit = (category: ScoreCategory): boolean => BY_COMMIT.some((one) => one === category);

/**
 * Coverage and age of every score category from the repository's streams. For code, secrets and infrastructure the age
 * runs from the oldest commit that came after the scanned one, where the commits of the branch are told. Where they are not,
 * or the scanned one is the newest, from the last time that anything reported or told it: while it is seen, nothing unscanned
 * exists. When everything is silent nothing is known of newer commits, so age runs on.
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

/** Since when there are commits that nothing scanned for a category; null: there are none, or it is not known. */
export function unscannedSince(
  category: ScoreCategory,
  all: readonly Pick<StreamMeasure, 'categories' | 'unscannedSince' | 'commitSeenAt'>[],
): Date | null {
  const mine = all.filter((stream) => agesByCommit(category) && measures(stream, category));
  if (mine.some(({ commitSeenAt }) => commitSeenAt !== null)) return null;
  const times = mine.flatMap((stream) => stream.unscannedSince?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** From when the age of a category runs, in milliseconds; null: no whole, successful report ever measured it. */
export function lastProof(category: ScoreCategory, all: readonly StreamMeasure[]): number | null {
  const mine = all.filter((stream) => stream.lastSuccessAt !== null && measures(stream, category));
  if (mine.length === 0) return null;
  const isBehind = (stream: StreamMeasure): boolean => agesByCommit(category) && stream.unscannedSince !== null;
  const proofs = mine.map((stream) => (isBehind(stream) ? stream.unscannedSince : stream.lastSuccessAt));
  if (agesByCommit(category)) {
    const current = mine.filter((stream) => !isBehind(stream));
    const commits = new Set(current.flatMap((stream) => stream.lastSuccessCommit ?? []));
    const same = all.filter((stream) => stream.lastSuccessCommit !== null && commits.has(stream.lastSuccessCommit));
    proofs.push(...same.map((stream) => stream.lastSuccessAt), ...current.map((stream) => stream.commitSeenAt));
  }
  return Math.max(...proofs.flatMap((proof) => proof?.getTime() ?? []));
}
