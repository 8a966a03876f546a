import type { GridRow, GridSource } from '#db/queries/coverage-grid.ts';
import type { GridCell, GridRow as GridRowView } from '#lib/contracts/coverage.ts';
import type { CoverageState } from '#lib/domain/coverage/coverage-state.ts';
import { findingCategoriesOf, SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import { measures, unscannedSince } from '#lib/domain/score/measure.ts';
import { encodeId } from '#lib/ids.ts';

/** So many pipelines are named in a cell. */
const SOURCES = 5;

export function gridRowView(row: GridRow, sources: readonly GridSource[]): GridRowView {
  return {
    id: row.repoId.toString(36),
    name: row.fullName,
    kind: row.kind,
    demo: row.demo,
    missing: row.notMeasured,
    cells: SCORE_CATEGORIES.map((category, place) => cellOf(row, category, row.states[place] ?? 'never', sources)),
    url: `/repositories/${row.fullName}`,
  };
}

function cellOf(row: GridRow, category: ScoreCategory, state: CoverageState, all: readonly GridSource[]): GridCell {
  const mine = all.filter((source) => measures(source, category));
  const last = Math.max(0, ...mine.map(({ lastSuccessAt }) => lastSuccessAt?.getTime() ?? 0));
  return {
    category,
    state,
    last_success_at: last === 0 ? null : new Date(last).toISOString(),
    unscanned_since: unscannedSince(category, mine)?.toISOString() ?? null,
    sources: mine.slice(0, SOURCES).map(({ pipeline, scanner, lastReportAt }) => ({
      ...{ pipeline, scanner },
      last_report_at: lastReportAt?.toISOString() ?? null,
    })),
    sources_total: mine.length,
    url: urlOf(row, category, state, mine),
  };
}

/** Where one goes about it. */
function urlOf(
  { repoId, fullName }: GridRow,
  category: ScoreCategory,
  state: CoverageState,
  mine: readonly GridSource[],
): string {
  switch (state) {
    case 'never':
      return `/integrations?measures=${category}&repo=${fullName}`;
    case 'failed':
      return uploadUrl(repoId, fullName, newestOf(mine)?.currentUpload ?? null);
    case 'stale':
      return `/ingest?repo=${fullName}`;
    case 'held':
      return uploadUrl(repoId, fullName, mine.find(({ heldUpload }) => heldUpload !== null)?.heldUpload ?? null);
    case 'fresh':
      return `/findings?repo=${fullName}&category=${findingCategoriesOf(category).join()}`;
    case 'exempt':
      return `/repositories/${fullName}`;
  }
}

const uploadUrl = (repoId: number, fullName: string, number: number | null): string =>
  number === null ? `/ingest?repo=${fullName}` : `/ingest/${encodeId('upload', { repoId, number })}`;

/** What reported last, of what took effect: where a category failed, it was not whole. */
const newestOf = (sources: readonly GridSource[]): GridSource | undefined =>
  sources.toSorted((a, b) => (b.highWaterAt?.getTime() ?? 0) - (a.highWaterAt?.getTime() ?? 0))[0];
