import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { AuditListView } from '#lib/contracts/audit.ts';
import type { AuditChoice } from '#lib/domain/audit/audit-groups.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

/** What a person chooses; it stands in the address of the screen. */
export interface AuditFilters {
  /** A part of the name of a person or token. */
  who: string | null;
  verb: AuditChoice | null;
  /** A part of the name of what it was done to. */
  target: string | null;
  /** Days of the organization, both included: `2026-03-02`. */
  since: string | null;
  until: string | null;
}

export const ALL_ENTRIES: AuditFilters = { who: null, verb: null, target: null, since: null, until: null };
export const AUDIT_PAGE = 50;

/** The filters as parameters of the API. */
export function auditParams(filters: AuditFilters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** Where the browser saves the entries that match. */
export const auditExportHref = (filters: AuditFilters): string => {
  const search = new URLSearchParams(auditParams(filters)).toString();
  return search === '' ? '/api/v1/audit/export' : `/api/v1/audit/export?${search}`;
};

export function auditQuery(filters: AuditFilters) {
  const chosen = new URLSearchParams(auditParams(filters)).toString();
  return infiniteQueryOptions({
    queryKey: ['audit', chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      search.set('limit', String(AUDIT_PAGE));
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<AuditListView>(`/api/v1/audit?${search}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: AuditListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 5000,
    retry: worthRetrying,
  });
}
