import type {
  RetentionChange,
  RetentionPreview,
  RetentionPreviewParams,
  RetentionView,
} from '#lib/contracts/retention.ts';
import { fetchJson } from './fetch.ts';
import { sendJson } from './send.ts';

/** What a policy of so many days would remove now. */
export const previewRetention = (field: keyof RetentionPreviewParams, days: number) =>
  fetchJson<RetentionPreview>(`/api/v1/retention/preview?${field}=${days}`);

export const changeRetention = (change: RetentionChange) =>
  sendJson<RetentionView>('PATCH', '/api/v1/retention', change);
