import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CoverageSummary, CoverageView } from '#lib/contracts/coverage.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { CoverageState } from '#lib/domain/coverage/coverage-state.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { pagedQuery } from './paged.ts';

/** What a person chooses; it stands in the address of the screen. */
export interface CoverageFilters {
  q: string;
  category: ScoreCategory | null;
  state: CoverageState | null;
  sort: '-missing' | 'name';
}

export const COVERAGE_PAGE = 50;

export function coverageSearch({ q, category, state, sort }: CoverageFilters): string {
  const search = new URLSearchParams();
  if (q !== '') search.set('q', q);
  if (category !== null) search.set('category', category);
  if (state !== null) search.set('state', state);
  if (sort !== '-missing') search.set('sort', sort);
  return search.toString();
}

export const coverageQuery = (scope: string | null, filters: CoverageFilters) =>
  pagedQuery<CoverageView>({
    ...{ key: ['coverage', 'list'], path: '/api/v1/coverage', scope },
    ...{ search: coverageSearch(filters), limit: COVERAGE_PAGE },
  });

export function coverageSummaryQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['coverage', 'summary', scope] as const,
    queryFn: ({ signal }) => fetchJson<CoverageSummary>(withScope('/api/v1/coverage/summary', scope), signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: worthRetrying,
  });
}
