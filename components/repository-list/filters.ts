import type { RepositoryFilters, RepositorySort } from '#components/queries/repositories.ts';

const SORTS: readonly RepositorySort[] = ['score', '-score', '-last_upload', 'name'];

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readRepositoryFilters(get: (name: string) => string | null): RepositoryFilters {
  const sort = SORTS.find((one) => one === get('sort')) ?? 'score';
  return { q: (get('q') ?? '').trim().slice(0, 200), sort };
}
