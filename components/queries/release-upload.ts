import type { UploadView } from '#lib/contracts/upload.ts';
import { sendJson } from './send.ts';

/** Releases a held report; returns the upload afterwards. */
export const releaseUpload = (id: string) =>
  sendJson<UploadView>('POST', `/api/v1/uploads/${encodeURIComponent(id)}/release`);
