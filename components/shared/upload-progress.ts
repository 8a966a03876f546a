import type { UploadView } from '#lib/contracts/upload.ts';

/** From the beginning to the end of its (last) reading, in milliseconds; null before that. */
export function readingTime({ received_at, processing_at, processed_at }: UploadView): number | null {
  return processed_at === null ? null : Date.parse(processed_at) - Date.parse(processing_at ?? received_at);
}

/** In the queue before its (last) reading began: after it arrived, or was released. In milliseconds. */
export function queuedTime({ received_at, released_at, processing_at }: UploadView): number | null {
  return processing_at === null
    ? null
    : Math.max(0, Date.parse(processing_at) - Date.parse(released_at ?? received_at));
}

export const inWork = ({ status }: Pick<UploadView, 'status'>): boolean =>
  status === 'received' || status === 'processing';
