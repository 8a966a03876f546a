import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { UploadDetail, UploadFacetsView, UploadListView } from '#lib/contracts/upload.ts';
import { isSettled, type UploadState } from '#lib/domain/stream/upload-state.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

/** What a person chooses; it stands in the address of the screen. */
export interface UploadFilters {
  state: UploadState | null;
  repo: string | null;
  /** Of the repository. */
  pipeline: string | null;
  /** Part of the repository's name. */
  q: string | null;
  scanner: string | null;
  /** Name of the token or person. */
  deliveredBy: string | null;
}

export const ALL_UPLOADS: UploadFilters = {
  state: null,
  repo: null,
  pipeline: null,
  q: null,
  scanner: null,
  deliveredBy: null,
};

export const UPLOAD_PAGE = 50;
const AT_WORK_MS = 2000;
const QUIET_MS = 10_000;
/** With more pages loaded than this, the list is not refreshed live. */
const LIVE_PAGES = 2;

/** The filters under their names in addresses: of the screen, and of the API. */
export function uploadAddress({ state, repo, pipeline, q, scanner, deliveredBy }: Partial<UploadFilters>) {
  return { state, repo, pipeline, q, scanner, delivered_by: deliveredBy };
}

function uploadSearch(filters: UploadFilters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(uploadAddress(filters))) if (value) search.set(name, value);
  return search.toString().replaceAll('%2F', '/');
}

const isAtWork = ({ queue, states }: UploadListView): boolean =>
  queue.waiting + queue.processing + states.received.value + states.processing.value > 0;

/** The uploads of a repository, or of one of its pipelines. */
export const uploadsHref = (place: Partial<UploadFilters>): string =>
  `/ingest?${uploadSearch({ ...ALL_UPLOADS, ...place })}`;

export function uploadsQuery(scope: string | null, filters: UploadFilters, limit = UPLOAD_PAGE) {
  const chosen = uploadSearch(filters);
  return infiniteQueryOptions({
    queryKey: ['uploads', 'list', scope, chosen, limit] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      search.set('limit', String(limit));
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<UploadListView>(withScope(`/api/v1/uploads?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: UploadListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 1000,
    retry: worthRetrying,
    refetchInterval: (query) => {
      const pages = query.state.data?.pages ?? [];
      if (pages.length > LIVE_PAGES) return false;
      return pages[0] !== undefined && isAtWork(pages[0]) ? AT_WORK_MS : QUIET_MS;
    },
  });
}

/** What there is to filter uploads by. */
export function uploadFacetsQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['uploads', 'facets', scope] as const,
    queryFn: ({ signal }) => fetchJson<UploadFacetsView>(withScope('/api/v1/uploads/facets', scope), signal),
    staleTime: 60_000,
    retry: worthRetrying,
    meta: { hasNoPlace: true },
  });
}

/** One upload, polled as long as it can change. */
export function uploadQuery(scope: string | null, id: string) {
  return queryOptions({
    queryKey: ['uploads', 'one', scope, id] as const,
    queryFn: ({ signal }) =>
      fetchJson<UploadDetail>(withScope(`/api/v1/uploads/${encodeURIComponent(id)}`, scope), signal),
    staleTime: 1000,
    retry: worthRetrying,
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined || !isSettled(data.status)) return AT_WORK_MS;
      return data.status === 'held' ? QUIET_MS : false;
    },
  });
}
