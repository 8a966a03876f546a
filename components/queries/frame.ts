import { queryOptions } from '@tanstack/react-query';
import type { ActionListView } from '#lib/contracts/action.ts';
import type { FindingListView } from '#lib/contracts/finding.ts';
import type { RepositoryListView } from '#lib/contracts/repository.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { UploadListView } from '#lib/contracts/upload.ts';
import { fetchJson } from './fetch.ts';
import { fetchScopes } from './scopes.ts';

/** Counts for the sidebar. They have their own query because the frame renders before a screen's data arrives. */
export function frameCountsQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['frame', 'counts', scope] as const,
    queryFn: async ({ signal }) => {
      const [findings, uploads] = await Promise.all([
        fetchJson<FindingListView>(withScope('/api/v1/findings?limit=1', scope), signal),
        fetchJson<UploadListView>(withScope('/api/v1/uploads?limit=1', scope), signal),
      ]);
      return { open: findings.total, held: uploads.states.held.value };
    },
    staleTime: 20_000,
    refetchInterval: 30_000,
    retry: false,
    meta: { hasNoPlace: true },
  });
}

/** Searches the chosen scope for repositories, findings and actions, and all teams and labels: for the palette. */
export async function searchEverything(scope: string | null, text: string, signal: AbortSignal) {
  const search = new URLSearchParams({ q: text, limit: '5' });
  const [repositories, findings, actions, teams, labels] = await Promise.all([
    fetchJson<RepositoryListView>(withScope(`/api/v1/repos?${search}`, scope), signal),
    fetchJson<FindingListView>(withScope(`/api/v1/findings?${search}`, scope), signal),
    fetchJson<ActionListView>(withScope(`/api/v1/actions?${search}`, scope), signal),
    fetchScopes(text, 'team', signal),
    fetchScopes(text, 'label', signal),
  ]);
  const scopes = [...teams.items, ...labels.items];
  return { repositories: repositories.items, findings: findings.items, actions: actions.items, scopes };
}
