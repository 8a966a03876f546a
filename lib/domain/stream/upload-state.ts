/** Life of an upload: received → processing → one of the others. */
export const UPLOAD_STATES = ['received', 'processing', 'processed', 'rejected', 'held', 'superseded'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** Whether the worker is done with an upload: it changes no more by itself. */
export function isSettled(state: UploadState): boolean {
  return state !== 'received' && state !== 'processing';
}

/** An item of a report that could not be read. */
export interface SkippedItem {
  position: string;
  reason: string;
}
