import type { ReportSummary, SkippedItem } from '#lib/scanners/contract.ts';

/** What the worker asks of the reading child, one report at a time. */
export interface ReadRequest {
  id: number;
  /** File of the blob (zstd). */
  blobPath: string;
  bytes: number;
  filename: string | null;
  claim: string | null;
  /** Organization's key for the identity of secrets, hex. It never leaves this process pair. */
  secretKey: string;
  /** Folder of its own, removed by the asker when the records are written. */
  folder: string;
}

/** Columns of the records that were read, in the order of the file `records` in the request's folder. */
export interface IndexBatch {
  kind: 'index';
  id: number;
  keys: string[];
  contents: string[];
  moves: (string | null)[];
  paths: (string | null)[];
  lines: (number | null)[];
  /** Texts that many records share; `scanners` and `rules` are places in it. */
  words: string[];
  scanners: number[];
  rules: number[];
  suppressed: boolean[];
  offsets: number[];
  lengths: number[];
}

export interface ReadDone {
  kind: 'done';
  id: number;
  format: string;
  summary: ReportSummary;
  /** Results of the report, before equal ones were merged. */
  parsed: number;
  skippedCount: number;
  skipped: SkippedItem[];
  /** File in the request's folder with the report's bytes, secrets redacted; null when it held none. */
  redacted: string | null;
}

/** The report is refused: its own fault, for the person who sent it. */
export interface ReadRefused {
  kind: 'refused';
  id: number;
  reason: string;
  position: string | null;
}

/** A system call failed (a full disk, no file left): the machine's fault, told by its code. */
export interface ReadFailed {
  kind: 'failed';
  id: number;
  code: string;
  message: string;
}

export type ReadOutcome = { done: ReadDone; index: IndexBatch[] } | { refused: ReadRefused };

/**
 * Reads one report. When it brings the reader down, that is a ReaderDiedError; a system call that failed in the reader is
 * a ReadingFailedError with its code.
 */
export interface Reader {
  read(request: ReadRequest): Promise<ReadOutcome>;
}

/** The reader died, ran over its time or over its memory. */
export class ReaderDiedError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ReaderDiedError';
  }
}

/** A system call of the reader failed; `code` is that of the system, such as ENOSPC. */
export class ReadingFailedError extends Error {
  readonly code: string;

  constructor({ code, message }: Pick<ReadFailed, 'code' | 'message'>) {
    super(message);
    this.name = 'ReadingFailedError';
    this.code = code;
  }
}

/** What a reading says, and what the child says when it could not go on. */
export type ReadingMessage = IndexBatch | ReadDone | ReadRefused;
export type ReadMessage = ReadingMessage | ReadFailed;

export const RECORDS_FILE = 'records';
export const SKIPPED_SHOWN = 200;
