import type { UploadView } from '#lib/contracts/upload.ts';

/** From arrival to the end of the work, in milliseconds. */
export function durationOf({ received_at, processed_at }: UploadView): number | null {
  return processed_at === null ? null : Date.parse(processed_at) - Date.parse(received_at);
}

export const inWork = ({ status }: UploadView): boolean => status === 'received' || status === 'processing';
