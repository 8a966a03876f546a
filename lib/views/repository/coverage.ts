import type { OpenByCategory } from '#db/queries/repositories-read.ts';
import type { CoverageStream } from '#db/queries/streams-read.ts';
import type { CoverageCell } from '#lib/contracts/posture.ts';
import { severityRankFrom } from '#lib/domain/finding/rank.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { SCORE_CATEGORIES, type ScoreCategory, scoreCategoryOf } from '#lib/domain/score/category.ts';
import { DEFAULT_FRESH_DAYS } from '#lib/domain/score/confidence.ts';
import { measureCategories } from '#lib/domain/score/measure.ts';

function covers(stream: CoverageStream, category: ScoreCategory): boolean {
  return stream.categories.some((name) => scoreCategoryOf(name) === category);
}

const newest = (dates: readonly (Date | null)[]): number =>
  dates.reduce((latest, date) => Math.max(latest, date?.getTime() ?? 0), 0);

/** One repository's row of the category × freshness grid; `streams` and `open` are its own. */
export function coverageOf(
  streams: readonly CoverageStream[],
  open: readonly OpenByCategory[],
  now: Date,
  kind: RepositoryKind,
): CoverageCell[] {
  const measures = measureCategories(streams, now, kind);
  return SCORE_CATEGORIES.map((category): CoverageCell => {
    const mine = streams.filter((stream) => covers(stream, category));
    const { ageDays: age = null, exempt = false } = measures.find((measure) => measure.category === category) ?? {};
    const success = newest(mine.map((stream) => stream.lastSuccessAt));
    const counts = open.filter((row) => scoreCategoryOf(row.category) === category);
    const worst = counts.reduce<number | null>(
      (high, { severity }) => (high === null || severityRankFrom(severity) > severityRankFrom(high) ? severity : high),
      null,
    );
    // The newest report took effect but was not a whole, successful scan.
    const failed = newest(mine.map((stream) => stream.highWaterAt)) > success;
    return {
      category,
      state: mine.length === 0 ? (exempt ? 'not_expected' : 'never') : failed ? 'failed' : stateOf(age),
      open: mine.length === 0 ? null : counts.reduce((sum, row) => sum + row.count, 0),
      worst: worst === null ? null : severityOf(worst),
      last_success_at: success === 0 ? null : new Date(success).toISOString(),
    };
  });
}

function stateOf(age: number | null): CoverageCell['state'] {
  if (age === null) return 'never';
  return age <= DEFAULT_FRESH_DAYS ? 'fresh' : 'stale';
}
