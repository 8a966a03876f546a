import type { RepositoryFilters, RepositorySort } from '#components/queries/repositories.ts';

const SORTS: readonly RepositorySort[] = ['score', '-score', '-last_upload', 'name'];

/** Whatever stands in the address becomes filters that hold. The server and the browser read it alike. */
export function readRepositoryFilters(get: (name: string) => string | null): RepositoryFilters {
  const sort = SORTS.find((one) => one === get('sort')) ?? 'score';
  return { q: (get('q') ?? '').trim().slice(0, 200), sort };
}
