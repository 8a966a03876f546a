import type { Evidence } from '../draw-evidence.ts';

/** What is drawn of a review but its rights. */
export interface DrawRequest {
  /** Holds ROWS_FILE; DOCUMENT_FILE is written into it. */
  folder: string;
  evidence: Evidence;
  csv: { name: string; sha256: string };
}

export type DrawAnswer = { kind: 'done' } | { kind: 'failed'; message: string };

/** A right on each line. */
export const ROWS_FILE = 'rows';
export const DOCUMENT_FILE = 'document.pdf';
