import type { CadenceFilters } from '#components/queries/cadence.ts';
import { type CoverageFilters, coverageSearch } from '#components/queries/coverage.ts';
import { readPlace } from '#components/shared/pipeline-place.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { COVERAGE_STATES } from '#lib/domain/coverage/coverage-state.ts';
import { SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import { CADENCE_STATES } from '#lib/domain/stream/cadence.ts';

export const CATEGORY_CHOICES = [
  { value: '', label: 'Every category' },
  ...SCORE_CATEGORIES.map((value) => ({ value, label: CATEGORY_TITLE[value] })),
];

type Get = (name: string) => string | null;

const nameIn = (get: Get): string => (get('q') ?? '').trim().slice(0, 200);
const categoryIn = (get: Get): ScoreCategory | null => SCORE_CATEGORIES.find((one) => one === get('category')) ?? null;

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readCoverageFilters(get: Get): CoverageFilters {
  return {
    ...{ q: nameIn(get), category: categoryIn(get) },
    state: COVERAGE_STATES.find((one) => one === get('state')) ?? null,
    sort: get('sort') === 'name' ? 'name' : '-missing',
  };
}

/** The same of the cadence. */
export function readCadenceFilters(get: Get): CadenceFilters {
  return {
    ...{ ...readPlace(get), q: nameIn(get), category: categoryIn(get) },
    state: CADENCE_STATES.find((one) => one === get('state')) ?? null,
    sort: get('sort') === 'name' ? 'name' : 'state',
    by: get('by') === 'day' ? 'day' : 'now',
  };
}

/** The list behind a figure. */
export function coverageHref(chosen: Partial<CoverageFilters>): string {
  const search = coverageSearch({ q: '', category: null, state: null, sort: '-missing', ...chosen });
  return search === '' ? '/coverage' : `/coverage?${search}`;
}
