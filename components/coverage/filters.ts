import { type CoverageFilters, coverageSearch } from '#components/queries/coverage.ts';
import { COVERAGE_STATES } from '#lib/domain/coverage/coverage-state.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readCoverageFilters(get: (name: string) => string | null): CoverageFilters {
  return {
    q: (get('q') ?? '').trim().slice(0, 200),
    category: SCORE_CATEGORIES.find((one) => one === get('category')) ?? null,
    state: COVERAGE_STATES.find((one) => one === get('state')) ?? null,
    sort: get('sort') === 'name' ? 'name' : '-missing',
  };
}

/** The list behind a figure. */
export function coverageHref(chosen: Partial<CoverageFilters>): string {
  const search = coverageSearch({ q: '', category: null, state: null, sort: '-missing', ...chosen });
  return search === '' ? '/coverage' : `/coverage?${search}`;
}
