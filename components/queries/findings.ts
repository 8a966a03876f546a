import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  FindingGroupsView,
  FindingListParams,
  FindingListView,
  FindingView,
  findingFacetsView,
} from '#lib/contracts/finding.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

export type FindingFacetsView = z.infer<typeof findingFacetsView>;

/** The list's parameters that a user chooses; the others are for paging. */
export type FindingFilters = Omit<FindingListParams, 'cursor' | 'limit'>;

/** Rows per page. */
export const PAGE_SIZE = 100;
const FRESH = 60_000;
/** A list with more pages than this is not refetched page by page when it is opened again. */
const REREAD_PAGES = 3;

/**
 * The address of these filters: on the screen and in the API alike. Defaults are left out, and the order is one,
 * whatever order they were chosen in: the same filters are the same list, read once.
 */
export function findingSearch(filters: Partial<FindingFilters>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = Array.isArray(value) ? value.join(',') : value === undefined ? undefined : String(value);
    const isDefault = (name === 'state' && text === 'open') || (name === 'sort' && text === '-risk');
    if (text !== undefined && text !== '' && !isDefault) search.set(name, text);
  }
  // Commas and slashes are allowed in a query, and people read addresses.
  return search.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
}

function listAddress(scope: string | null, filters: string, cursor: string | null): string {
  const search = new URLSearchParams(filters);
  search.set('limit', String(PAGE_SIZE));
  if (cursor !== null) search.set('cursor', cursor);
  return withScope(`/api/v1/findings?${search}`, scope);
}

export function findingsQuery(scope: string | null, filters: FindingFilters) {
  return findingListQuery(scope, findingSearch(filters));
}

/** The list of these filters, as `findingSearch` writes them. */
export function findingListQuery(scope: string | null, search: string) {
  return infiniteQueryOptions({
    queryKey: ['findings', 'list', scope, search] as const,
    queryFn: ({ pageParam, signal }) => fetchJson<FindingListView>(listAddress(scope, search, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: FindingListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: FRESH,
    retry: worthRetrying,
    refetchOnWindowFocus: false,
    refetchOnMount: (query) => (query.state.data?.pages.length ?? 0) <= REREAD_PAGES,
    refetchInterval: false,
    meta: { waitsForPerson: true },
  });
}

function groupAddress(scope: string | null, filters: string, cursor: string | null): string {
  const search = new URLSearchParams(filters);
  search.set('limit', String(PAGE_SIZE));
  if (cursor !== null) search.set('cursor', cursor);
  return withScope(`/api/v1/findings/groups?${search}`, scope);
}

/** Findings of these filters by rule and repository. */
export function findingGroupsQuery(scope: string | null, filters: FindingFilters) {
  const { sort: _sort, ...grouped } = filters;
  const search = findingSearch(grouped);
  return infiniteQueryOptions({
    queryKey: ['findings', 'groups', scope, search] as const,
    queryFn: ({ pageParam, signal }) => fetchJson<FindingGroupsView>(groupAddress(scope, search, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: FindingGroupsView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: FRESH,
    retry: worthRetrying,
    refetchOnWindowFocus: false,
  });
}

/** `repositories`: part of the names of the repositories to count, else those with the most. */
export function findingFacetsQuery(scope: string | null, filters: FindingFilters, repositories = '') {
  const { sort: _sort, ...counted } = filters;
  const named = repositories === '' ? '' : `&${new URLSearchParams({ repo_q: repositories })}`;
  const search = `${findingSearch(counted)}${named}`;
  return queryOptions({
    queryKey: ['findings', 'facets', scope, search] as const,
    queryFn: ({ signal }) =>
      fetchJson<FindingFacetsView>(withScope(`/api/v1/findings/facets?${search}`, scope), signal),
    placeholderData: keepPreviousData,
    staleTime: FRESH,
    retry: worthRetrying,
    refetchOnWindowFocus: false,
    refetchInterval: false,
    meta: { waitsForPerson: true, hasNoPlace: true },
  });
}

export function findingQuery(scope: string | null, id: string) {
  return queryOptions({
    queryKey: ['findings', 'one', scope, id] as const,
    queryFn: ({ signal }) => fetchJson<FindingView>(withScope(`/api/v1/findings/${id}`, scope), signal),
    staleTime: FRESH,
    retry: worthRetrying,
  });
}
