import { queryOptions } from '@tanstack/react-query';
import type { ScopeListView, ScopeView } from '#lib/contracts/scope.ts';
import { SCOPE_KINDS, type ScopeKind } from '#lib/domain/access/chosen-scope.ts';
import { fetchJson, statusOf, worthRetrying } from './fetch.ts';

const addressOf = (scope: string): string =>
  `/api/v1/scopes/${scope.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':')}`;

/** What a scope is; null when there is none of this name, or the person sees nothing of it. */
export function scopeQuery(scope: string) {
  return queryOptions({
    queryKey: ['scopes', 'one', scope] as const,
    queryFn: async ({ signal }): Promise<ScopeView | null> => {
      try {
        return await fetchJson<ScopeView>(addressOf(scope), signal);
      } catch (error) {
        const status = statusOf(error);
        if (status === 404 || status === 400) return null;
        throw error;
      }
    },
    staleTime: 60_000,
    retry: worthRetrying,
    meta: { hasNoPlace: true },
  });
}

/** Scopes of one kind that are offered at a time; typing finds the others. */
const OFFERED = 6;

export function fetchScopes(q: string, kind: ScopeKind | null, signal?: AbortSignal): Promise<ScopeListView> {
  const search = new URLSearchParams({ limit: String(OFFERED) });
  if (q !== '') search.set('q', q);
  if (kind !== null) search.set('kind', kind);
  return fetchJson<ScopeListView>(`/api/v1/scopes?${search}`, signal);
}

/** Scopes with this text in their names, the first few of each kind. */
export async function findScopes(q: string, signal?: AbortSignal): Promise<ScopeView[]> {
  const kinds = await Promise.all(SCOPE_KINDS.map((kind) => fetchScopes(q, kind, signal)));
  return kinds.flatMap(({ items }) => items);
}

/** The same, as screens keep it. */
export function scopesQuery(q: string) {
  return queryOptions({
    queryKey: ['scopes', 'list', q] as const,
    queryFn: ({ signal }) => findScopes(q, signal),
    staleTime: 30_000,
    retry: worthRetrying,
    refetchInterval: false,
  });
}
