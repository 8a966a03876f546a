import type { UploadView } from '#lib/contracts/upload.ts';
import { sendJson } from './send.ts';

/** Says that a held report is right; answers the upload as it stands after that. */
export const releaseUpload = (id: string) =>
  sendJson<UploadView>('POST', `/api/v1/uploads/${encodeURIComponent(id)}/release`);
