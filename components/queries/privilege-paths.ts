import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { PathListView, PathPeopleView, PathView } from '#lib/contracts/path.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

const API = '/api/v1/privileges/paths';

/** Paths to production with these parameters of the API. */
export function pathsQuery(scope: string | null, params: Readonly<Record<string, string>>) {
  const chosen = new URLSearchParams({ ...params, limit: '50' }).toString();
  return infiniteQueryOptions({
    queryKey: ['privileges', 'paths', scope, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<PathListView>(withScope(`${API}?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: PathListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

export function pathQuery(scope: string | null, id: string) {
  return queryOptions({
    queryKey: ['privileges', 'path', scope, id] as const,
    queryFn: ({ signal }) => fetchJson<PathView>(withScope(`${API}/${encodeURIComponent(id)}`, scope), signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

/** Everybody who goes a path. */
export function pathPeopleQuery(scope: string | null, id: string, reach: 'alone' | 'helped') {
  return infiniteQueryOptions({
    queryKey: ['privileges', 'path-people', scope, id, reach] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ reach, limit: '20' });
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<PathPeopleView>(withScope(`${API}/${encodeURIComponent(id)}/people?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: PathPeopleView) => page.next_cursor,
    staleTime: 30_000,
    retry: worthRetrying,
  });
}
