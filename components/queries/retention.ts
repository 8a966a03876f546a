import type { RetentionChange, RetentionPreview, RetentionView } from '#lib/contracts/retention.ts';
import { fetchJson } from './fetch.ts';
import { sendJson } from './send.ts';

/** What keeping reports for so many days would remove now. */
export const previewRetention = (days: number) =>
  fetchJson<RetentionPreview>(`/api/v1/retention/preview?keep_reports_days=${days}`);

export const changeRetention = (change: RetentionChange) =>
  sendJson<RetentionView>('PATCH', '/api/v1/retention', change);
