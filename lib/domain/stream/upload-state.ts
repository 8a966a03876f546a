/** Life of an upload: received → processing → one of the others. */
export const UPLOAD_STATES = ['received', 'processing', 'processed', 'rejected', 'held', 'superseded'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** An item of a report that could not be read. */
export interface SkippedItem {
  position: string;
  reason: string;
}
