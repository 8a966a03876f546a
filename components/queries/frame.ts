import { queryOptions } from '@tanstack/react-query';
import type { ActionListView } from '#lib/contracts/action.ts';
import type { FindingListView } from '#lib/contracts/finding.ts';
import type { RepositoryListView } from '#lib/contracts/repository.ts';
import type { UploadListView } from '#lib/contracts/upload.ts';
import { fetchJson } from './fetch.ts';

/** Counts for the sidebar. They have their own query because the frame renders before a screen's data arrives. */
export function frameCountsQuery() {
  return queryOptions({
    queryKey: ['frame', 'counts'] as const,
    queryFn: async ({ signal }) => {
      const [findings, uploads] = await Promise.all([
        fetchJson<FindingListView>('/api/v1/findings?limit=1', signal),
        fetchJson<UploadListView>('/api/v1/uploads?limit=1', signal),
      ]);
      return { open: findings.total, held: uploads.states.held.value };
    },
    staleTime: 20_000,
    refetchInterval: 30_000,
    retry: false,
    meta: { hasNoPlace: true },
  });
}

/** Searches repositories, findings and actions for the command palette. */
export async function searchEverything(text: string, signal: AbortSignal) {
  const search = new URLSearchParams({ q: text, limit: '5' });
  const [repositories, findings, actions] = await Promise.all([
    fetchJson<RepositoryListView>(`/api/v1/repos?${search}`, signal),
    fetchJson<FindingListView>(`/api/v1/findings?${search}`, signal),
    fetchJson<ActionListView>(`/api/v1/actions?${search}`, signal),
  ]);
  return { repositories: repositories.items, findings: findings.items, actions: actions.items };
}
