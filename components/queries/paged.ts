import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { withScope } from '#lib/contracts/scope-address.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

interface PagedList {
  /** What the answers are kept under; scope and search come behind it. */
  key: readonly [list: string, part: string];
  /** Of the API. */
  path: string;
  scope: string | null;
  /** What a person chose, as parameters of the API. */
  search: string;
  limit: number;
}

/** A list that is read page after page, and only when a person asks: rows do not move under the eyes of who reads them. */
export function pagedQuery<View extends { next_cursor: string | null }>(list: PagedList) {
  const { key, path, scope, search: chosen, limit } = list;
  return infiniteQueryOptions({
    queryKey: [...key, scope, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      search.set('limit', String(limit));
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<View>(withScope(`${path}?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: View) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: worthRetrying,
    refetchOnWindowFocus: false,
    refetchInterval: false,
    meta: { waitsForPerson: true },
  });
}
