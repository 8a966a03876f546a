import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ChangeListView,
  CredentialListView,
  GrantListView,
  PrincipalDetail,
  PrincipalListView,
  ResourceListView,
} from '#lib/contracts/privilege.ts';
import type { PrivilegeSettingsChange, PrivilegeSettingsView } from '#lib/contracts/privilege-settings.ts';
import type { SnapshotListView } from '#lib/contracts/privilege-snapshot.ts';
import type { PrivilegeSummary } from '#lib/contracts/privilege-summary.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const API = '/api/v1/privileges';
const PRIVILEGE_PAGE = 50;

/** What a list answers, by its last part of the address. */
interface Lists {
  principals: PrincipalListView;
  grants: GrantListView;
  credentials: CredentialListView;
  changes: ChangeListView;
  resources: ResourceListView;
}

/** The parameters of a list without those of paging; what is empty is left out. */
type PrivilegeParams = Readonly<Record<string, string>>;

/** A list of who may do what. `days`: asked for from so many days ago on, counted when it is asked. */
export function privilegesQuery<K extends keyof Lists>(
  scope: string | null,
  list: K,
  params: PrivilegeParams,
  days: number | null = null,
) {
  const chosen = new URLSearchParams({ ...params, total: 'true', limit: String(PRIVILEGE_PAGE) }).toString();
  return infiniteQueryOptions({
    queryKey: ['privileges', list, scope, chosen, days] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (days !== null) search.set('since', new Date(Date.now() - days * 86_400_000).toISOString());
      if (pageParam !== null) {
        search.set('cursor', pageParam);
        // The first page said it.
        search.delete('total');
      }
      return fetchJson<Lists[K]>(withScope(`${API}/${list}?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: Lists[K]) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

export function principalQuery(scope: string | null, id: string) {
  return queryOptions({
    queryKey: ['privileges', 'principal', scope, id] as const,
    queryFn: ({ signal }) =>
      fetchJson<PrincipalDetail>(withScope(`${API}/principals/${encodeURIComponent(id)}`, scope), signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

/** The newest snapshots: of one system, or the newest one of each. */
export function snapshotsQuery(scope: string | null, system: string | null) {
  const search = new URLSearchParams({ limit: '50', ...(system === null ? { newest: 'true' } : { system }) });
  return queryOptions({
    queryKey: ['privileges', 'snapshots', scope, system] as const,
    queryFn: ({ signal }) => fetchJson<SnapshotListView>(withScope(`${API}/snapshots?${search}`, scope), signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

/** Who may do what, in figures. */
export function privilegeSummaryQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['privileges', 'summary', scope] as const,
    queryFn: ({ signal }) => fetchJson<PrivilegeSummary>(withScope(`${API}/summary`, scope), signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

export function privilegeSettingsQuery() {
  return queryOptions({
    queryKey: ['privileges', 'settings'] as const,
    queryFn: ({ signal }) => fetchJson<PrivilegeSettingsView>(`${API}/settings`, signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

export const changePrivilegeSettings = (change: PrivilegeSettingsChange) =>
  sendJson<PrivilegeSettingsView>('PATCH', `${API}/settings`, change);
