import type { OpenByCategory } from '#db/queries/repositories-read.ts';
import type { CoverageStream } from '#db/queries/streams-read.ts';
import type { CoverageCell } from '#lib/contracts/posture.ts';
import { stateOf } from '#lib/domain/coverage/coverage-state.ts';
import { standingsOf } from '#lib/domain/coverage/standing.ts';
import { severityRankFrom } from '#lib/domain/finding/rank.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { SCORE_CATEGORIES, type ScoreCategory, scoreCategoryOf } from '#lib/domain/score/category.ts';
import { measures } from '#lib/domain/score/measure.ts';

const newest = (dates: readonly (Date | null)[]): number =>
  dates.reduce((latest, date) => Math.max(latest, date?.getTime() ?? 0), 0);

/** One repository's row of the category × freshness grid; `streams` and `open` are its own. */
export function coverageOf(
  streams: readonly CoverageStream[],
  open: readonly OpenByCategory[],
  now: Date,
  { kind, exempted }: { kind: RepositoryKind; exempted: ReadonlySet<ScoreCategory> },
): CoverageCell[] {
  const standings = standingsOf(streams, kind, exempted);
  return SCORE_CATEGORIES.map((category): CoverageCell => {
    const mine = streams.filter((stream) => measures(stream, category));
    const success = newest(mine.map((stream) => stream.lastSuccessAt));
    const state = stateOf(standings[category], now);
    const counts = open.filter((row) => scoreCategoryOf(row.category) === category);
    const worst = counts.reduce<number | null>(
      (high, { severity }) => (high === null || severityRankFrom(severity) > severityRankFrom(high) ? severity : high),
      null,
    );
    return {
      category,
      state: state === 'exempt' ? 'not_expected' : state,
      open: mine.length === 0 ? null : counts.reduce((sum, row) => sum + row.count, 0),
      worst: worst === null ? null : severityOf(worst),
      last_success_at: success === 0 ? null : new Date(success).toISOString(),
    };
  });
}
