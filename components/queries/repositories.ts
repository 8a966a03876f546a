import { queryOptions } from '@tanstack/react-query';
import type { RepositoryListView, RepositorySummary, RepositoryView } from '#lib/contracts/repository.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { ArchivedFilter } from '#lib/domain/repository/archived-filter.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { repositoryApi } from './addresses.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { pagedQuery } from './paged.ts';

export type RepositorySort = 'score' | '-score' | '-not_measured' | '-last_upload' | 'name';

/** What a person chooses; it stands in the address of the screen. */
export interface RepositoryFilters {
  q: string;
  sort: RepositorySort;
  archived: ArchivedFilter;
  missing: ScoreCategory | null;
  stale: ScoreCategory | 'any' | null;
}

export const REPOSITORY_PAGE = 50;

export function repositorySearch({ q, sort, archived, missing, stale }: RepositoryFilters): string {
  const search = new URLSearchParams();
  if (q !== '') search.set('q', q);
  if (sort !== 'score') search.set('sort', sort);
  if (archived !== 'false') search.set('archived', archived);
  if (missing !== null) search.set('missing', missing);
  if (stale !== null) search.set('stale', stale);
  return search.toString();
}

export const repositoriesQuery = (scope: string | null, filters: RepositoryFilters) =>
  pagedQuery<RepositoryListView>({
    ...{ key: ['repositories', 'list'], path: '/api/v1/repos', scope },
    ...{ search: repositorySearch(filters), limit: REPOSITORY_PAGE },
  });

/** What it is and how much its lists hold: for the frame of its page. */
export function repositorySummaryQuery(scope: string | null, name: string) {
  return queryOptions({
    queryKey: ['repositories', 'one', scope, name, 'summary'] as const,
    queryFn: ({ signal }) => fetchJson<RepositorySummary>(withScope(`${repositoryApi(name)}/summary`, scope), signal),
    staleTime: 15_000,
    retry: worthRetrying,
    refetchInterval: 60_000,
  });
}

/** Every stream of reports that it has. */
export function repositoryStreamsQuery(scope: string | null, name: string) {
  return queryOptions({
    queryKey: ['repositories', 'one', scope, name, 'streams'] as const,
    queryFn: ({ signal }) =>
      fetchJson<{ items: RepositoryView['streams'] }>(withScope(`${repositoryApi(name)}/pipelines`, scope), signal),
    staleTime: 15_000,
    retry: worthRetrying,
    refetchInterval: 60_000,
  });
}

export function repositoryQuery(scope: string | null, name: string) {
  return queryOptions({
    queryKey: ['repositories', 'one', scope, name] as const,
    queryFn: ({ signal }) => fetchJson<RepositoryView>(withScope(repositoryApi(name), scope), signal),
    staleTime: 15_000,
    retry: worthRetrying,
    refetchInterval: 60_000,
  });
}
