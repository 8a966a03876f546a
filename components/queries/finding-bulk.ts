import { queryOptions } from '@tanstack/react-query';
import type {
  BulkSeverityBody,
  BulkSeverityPreview,
  BulkSeverityPreviewBody,
  BulkSeverityResult,
  BulkTagBody,
  BulkTagPreview,
  BulkTagPreviewBody,
  BulkTagResult,
  UndoResult,
} from '#lib/contracts/finding-bulk.ts';
import { worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const FINDINGS = '/api/v1/findings';

/** A dry run is done and taken back, so it is asked for once, and never kept for later. */
const ONCE = { staleTime: 'static', gcTime: 0, refetchInterval: false, retry: worthRetrying } as const;

export function severityPreviewQuery(body: BulkSeverityPreviewBody) {
  return queryOptions({
    queryKey: ['bulk', 'severity', body] as const,
    queryFn: () => sendJson<BulkSeverityPreview>('POST', `${FINDINGS}/severity/preview`, body),
    ...ONCE,
  });
}

export function tagPreviewQuery(body: BulkTagPreviewBody) {
  return queryOptions({
    queryKey: ['bulk', 'tags', body] as const,
    queryFn: () => sendJson<BulkTagPreview>('POST', `${FINDINGS}/tags/preview`, body),
    ...ONCE,
  });
}

export const rateInBulk = (body: BulkSeverityBody) =>
  sendJson<BulkSeverityResult>('POST', `${FINDINGS}/severity`, body);
export const tagInBulk = (body: BulkTagBody) => sendJson<BulkTagResult>('POST', `${FINDINGS}/tags`, body);
export const undoBulkChange = (batch: string) =>
  sendJson<UndoResult>('POST', `${FINDINGS}/batches/${encodeURIComponent(batch)}/undo`);
