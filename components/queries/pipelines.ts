import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { PipelineFileView, PipelineListView, PipelineSection } from '#lib/contracts/pipeline.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

export const PIPELINE_PAGE = 50;

/** What a person chooses; it stands in the address of the screen. */
export interface PipelineFilters {
  q: string;
  /** `failing` or `production`; null: all. */
  show: 'failing' | 'production' | null;
}

export function pipelineParams({ q, show }: PipelineFilters): Record<string, string> {
  return { ...(q === '' ? {} : { q }), ...(show === null ? {} : { [show]: 'true' }) };
}

export function pipelinesQuery(scope: string | null, filters: PipelineFilters) {
  const chosen = new URLSearchParams({ ...pipelineParams(filters), limit: String(PIPELINE_PAGE) }).toString();
  return infiniteQueryOptions({
    queryKey: ['pipelines', 'list', scope, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<PipelineListView>(withScope(`/api/v1/pipelines?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: PipelineListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

/** What one section of its page shows. */
export function pipelineFileQuery(scope: string | null, repo: string, path: string, section: PipelineSection) {
  const search = new URLSearchParams({ repo, path, section });
  return queryOptions({
    queryKey: ['pipelines', 'file', scope, repo, path, section] as const,
    queryFn: ({ signal }) => fetchJson<PipelineFileView>(withScope(`/api/v1/pipelines/file?${search}`, scope), signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}
