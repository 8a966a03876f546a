import { type Freshness, type FreshnessCellProps, FreshnessRow } from '#components/charts/freshness-grid.tsx';
import { findingCategories, findingsHref } from '#components/queries/addresses.ts';
import type { CoverageCell } from '#lib/contracts/posture.ts';

const STATE: Record<Exclude<CoverageCell['state'], 'not_expected'>, Freshness['state']> = {
  fresh: 'fresh',
  stale: 'stale',
  never: 'unmeasured',
  failed: 'failed',
};

/** Null for what is not expected of this repository: there is nothing to show. */
export function freshnessOf(cell: CoverageCell, repo: string, now: number): FreshnessCellProps | null {
  if (cell.state === 'not_expected') return null;
  const hasFindings = cell.state !== 'never' && (cell.open ?? 0) > 0;
  return {
    category: cell.category,
    state: STATE[cell.state],
    worst: cell.worst,
    open: cell.open ?? 0,
    at: cell.last_success_at,
    now,
    ...(hasFindings ? { href: findingsHref({ repo, category: findingCategories(cell.category) }) } : {}),
  };
}

export function CoverageCells({ cells, repo, now }: { cells: readonly CoverageCell[]; repo: string; now: number }) {
  return (
    <FreshnessRow
      cells={cells.map(
        (cell) => freshnessOf(cell, repo, now) ?? { category: cell.category, state: 'not_expected' as const },
      )}
    />
  );
}
