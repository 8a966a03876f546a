import type { RepositoryFilters, RepositorySort } from '#components/queries/repositories.ts';
import { ARCHIVED_FILTERS, type ArchivedFilter } from '#lib/domain/repository/archived-filter.ts';

const SORTS: readonly RepositorySort[] = ['score', '-score', '-last_upload', 'name'];

export const ARCHIVED: readonly { value: ArchivedFilter; label: string }[] = [
  { value: 'false', label: 'Without archived' },
  { value: 'true', label: 'Archived only' },
  { value: 'any', label: 'All, archived too' },
];

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readRepositoryFilters(get: (name: string) => string | null): RepositoryFilters {
  const sort = SORTS.find((one) => one === get('sort')) ?? 'score';
  const archived = ARCHIVED_FILTERS.find((one) => one === get('archived')) ?? 'false';
  return { q: (get('q') ?? '').trim().slice(0, 200), sort, archived };
}
