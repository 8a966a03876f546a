import type { RepositoryFilters, RepositorySort } from '#components/queries/repositories.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { ARCHIVED_FILTERS, type ArchivedFilter } from '#lib/domain/repository/archived-filter.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';

export interface Coverage {
  missing: RepositoryFilters['missing'];
  stale: RepositoryFilters['stale'];
}

/** One choice for both, `missing secret`, since more than one at a time helps nobody here; addresses may have both. */
export const COVERAGE: readonly { value: string; label: string }[] = [
  { value: '', label: 'Whatever is measured' },
  ...SCORE_CATEGORIES.map((one) => ({ value: `missing ${one}`, label: `Not measured: ${CATEGORY_TITLE[one]}` })),
  { value: 'stale any', label: 'Stale: anything' },
  ...SCORE_CATEGORIES.map((one) => ({ value: `stale ${one}`, label: `Stale: ${CATEGORY_TITLE[one]}` })),
];

export function coverageChoice({ missing, stale }: Coverage): string {
  if (missing !== null) return `missing ${missing}`;
  return stale === null ? '' : `stale ${stale}`;
}

/** Parameters of the address for a choice. */
export function chosenCoverage(choice: string): { missing: string | null; stale: string | null } {
  const [kind, category = null] = choice.split(' ');
  return { missing: kind === 'missing' ? category : null, stale: kind === 'stale' ? category : null };
}

const SORTS: readonly RepositorySort[] = ['score', '-score', '-not_measured', '-last_upload', 'name'];

export const ARCHIVED: readonly { value: ArchivedFilter; label: string }[] = [
  { value: 'false', label: 'Without archived' },
  { value: 'true', label: 'Archived only' },
  { value: 'any', label: 'All, archived too' },
];

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readRepositoryFilters(get: (name: string) => string | null): RepositoryFilters {
  const sort = SORTS.find((one) => one === get('sort')) ?? 'score';
  const archived = ARCHIVED_FILTERS.find((one) => one === get('archived')) ?? 'false';
  const missing = SCORE_CATEGORIES.find((one) => one === get('missing')) ?? null;
  const stale = [...SCORE_CATEGORIES, 'any' as const].find((one) => one === get('stale')) ?? null;
  return { q: (get('q') ?? '').trim().slice(0, 200), sort, archived, missing, stale };
}
