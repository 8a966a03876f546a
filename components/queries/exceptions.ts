import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ExceptionExtension, ExceptionNote, ExceptionRequest } from '#lib/contracts/exception.ts';
import type {
  BatchResult,
  BulkPreview,
  BulkPreviewBody,
  BulkRequest,
  BulkResult,
} from '#lib/contracts/exception-bulk.ts';
import type { ExceptionListView, ExceptionSummary, ExceptionView } from '#lib/contracts/exception-list.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { ExceptionState } from '#lib/domain/decision/exception.ts';
import { REMIND_DAYS } from '#lib/domain/decision/reminder.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { addDays } from '#lib/domain/time.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const EXCEPTIONS = '/api/v1/exceptions';
export const EXCEPTION_PAGE = 50;

/** `ending`: in force, and over within 14 days. */
export const EXCEPTIONS_SHOWN = ['in_force', 'ending', 'requested', 'ended'] as const;

/** What a person chooses; it stands in the address of the screen. */
export interface ExceptionFilters {
  show: (typeof EXCEPTIONS_SHOWN)[number];
  kind: Decision | null;
  repo: string | null;
  /** Those that this rule made. */
  rule: number | null;
}

const STATES: Readonly<Record<ExceptionFilters['show'], readonly ExceptionState[]>> = {
  in_force: ['in_force'],
  ending: ['in_force'],
  requested: ['requested'],
  ended: ['refused', 'withdrawn', 'expired', 'returned'],
};

/** The filters as parameters of the API. */
export function exceptionParams({ show, kind, repo, rule }: ExceptionFilters, now: Date): Record<string, string> {
  return {
    state: STATES[show].join(),
    ...(show === 'ending' ? { expiring_before: addDays(now, REMIND_DAYS[0]).toISOString(), sort: 'expires' } : {}),
    ...(kind === null ? {} : { kind }),
    ...(repo === null ? {} : { repo }),
    ...(rule === null ? {} : { rule: String(rule) }),
  };
}

export function exceptionsQuery(scope: string | null, filters: ExceptionFilters) {
  return infiniteQueryOptions({
    queryKey: ['exceptions', 'list', scope, filters] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({
        ...exceptionParams(filters, new Date()),
        limit: String(EXCEPTION_PAGE),
      });
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<ExceptionListView>(withScope(`${EXCEPTIONS}?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: ExceptionListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export function exceptionSummaryQuery(scope: string | null, repo: string | null) {
  return queryOptions({
    queryKey: ['exceptions', 'summary', scope, repo] as const,
    queryFn: ({ signal }) => {
      const of = repo === null ? '' : `?${new URLSearchParams({ repo })}`;
      return fetchJson<ExceptionSummary>(withScope(`${EXCEPTIONS}/summary${of}`, scope), signal);
    },
    staleTime: 5000,
    retry: worthRetrying,
  });
}

const one = (id: string, verb: string): string => `${EXCEPTIONS}/${encodeURIComponent(id)}/${verb}`;

export const requestException = (request: ExceptionRequest) => sendJson<ExceptionView>('POST', EXCEPTIONS, request);
export const approveException = (id: string, body: ExceptionNote) =>
  sendJson<ExceptionView>('POST', one(id, 'approve'), body);
export const refuseException = (id: string, body: ExceptionNote) =>
  sendJson<ExceptionView>('POST', one(id, 'refuse'), body);
export const withdrawException = (id: string) => sendJson<ExceptionView>('POST', one(id, 'withdraw'));
export const extendException = (id: string, body: ExceptionExtension) =>
  sendJson<ExceptionView>('POST', one(id, 'extend'), body);

/** What a decision about many findings would do: made and taken back, so it is asked for once, and never kept for later. */
export function bulkPreviewQuery(body: BulkPreviewBody) {
  return queryOptions({
    queryKey: ['exceptions', 'preview', body] as const,
    queryFn: () => sendJson<BulkPreview>('POST', `${EXCEPTIONS}/preview`, body),
    staleTime: 'static',
    gcTime: 0,
    refetchInterval: false,
    retry: worthRetrying,
  });
}

export const requestBulk = (body: BulkRequest) => sendJson<BulkResult>('POST', `${EXCEPTIONS}/bulk`, body);
export const undoBatch = (batch: string) =>
  sendJson<BatchResult>('POST', `${EXCEPTIONS}/batches/${encodeURIComponent(batch)}/undo`);
