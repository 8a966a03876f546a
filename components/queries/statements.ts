import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TrustedAuthorsView } from '#lib/contracts/exception.ts';
import type { BulkPreview, BulkResult } from '#lib/contracts/exception-bulk.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type {
  StatementDocumentListView,
  StatementDocumentView,
  StatementListView,
  SuppressionListView,
} from '#lib/contracts/statement.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import type { StatementStatus } from '#lib/domain/statement/statement.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendFile, sendJson } from './send.ts';

const VEX = '/api/v1/vex';
const PAGE = '50';

/** What a person chooses; it stands in the address of the screen. */
export interface StatementFilters {
  document: number | null;
  status: StatementStatus | null;
  matched: 'yes' | 'no' | null;
}

export function documentsQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['statements', 'documents', scope] as const,
    queryFn: ({ signal }) => fetchJson<StatementDocumentListView>(withScope(`${VEX}/documents`, scope), signal),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export function statementsQuery(scope: string | null, { document, status, matched }: StatementFilters) {
  const chosen = new URLSearchParams({ limit: PAGE });
  if (document !== null) chosen.set('document', String(document));
  if (status !== null) chosen.set('status', status);
  if (matched !== null) chosen.set('matched', matched);
  return infiniteQueryOptions({
    queryKey: ['statements', 'list', scope, chosen.toString()] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<StatementListView>(withScope(`${VEX}/statements?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: StatementListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export function suppressionsQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['statements', 'suppressions', scope] as const,
    queryFn: ({ signal }) => fetchJson<SuppressionListView>(withScope(`${VEX}/suppressions?limit=10`, scope), signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

export function loadDocument(file: File): Promise<StatementDocumentView & { duplicate: boolean }> {
  return sendFile(`${VEX}?${new URLSearchParams({ name: file.name.slice(0, 255) })}`, file);
}

export const withdrawDocument = (id: number) => sendJson<undefined>('DELETE', `${VEX}/documents/${id}`);

interface Adopted {
  kind: Decision;
  findings?: readonly string[];
}

export const previewAdoption = (id: number, body: Adopted) =>
  sendJson<BulkPreview>('POST', `${VEX}/documents/${id}/adopt/preview`, body);
export const adoptStatements = (id: number, body: Adopted & { expires_at: string | null; token: string }) =>
  sendJson<BulkResult>('POST', `${VEX}/documents/${id}/adopt`, body);
export const undoAdoption = (batch: string) =>
  sendJson<{ findings: number }>('POST', `/api/v1/exceptions/batches/${encodeURIComponent(batch)}/undo`);

export function trustedAuthorsQuery() {
  return queryOptions({
    queryKey: ['statements', 'trusted'] as const,
    queryFn: ({ signal }) => fetchJson<TrustedAuthorsView>('/api/v1/exception-policy/trusted-authors', signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

export const changeTrust = (authors: readonly string[]) =>
  sendJson<TrustedAuthorsView>('PUT', '/api/v1/exception-policy/trusted-authors', { authors });

/** Where the organization's own document is downloaded. */
export const exportHref = (scope: string | null, format: 'openvex' | 'cyclonedx'): string =>
  withScope(`${VEX}?format=${format}`, scope);
