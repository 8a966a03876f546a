import type { Category } from '#lib/domain/finding/finding.ts';
import type { PlacedPackage } from '#lib/domain/finding/unknown-package.ts';
import type { JudgedSubjects } from '#lib/domain/judged/judged-subject.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import type { PrivilegeSettings } from '#lib/domain/privilege/settings.ts';
import type { ReportOrigin } from '#lib/domain/provenance/provenance.ts';
import type { AnyGap } from '#lib/domain/stream/gap.ts';
import type { SkippedItem } from '#lib/domain/stream/upload-state.ts';

/** What the worker asks of the reading child, one report at a time. */
export interface ReadRequest {
  id: number;
  /** File of the blob (zstd). */
  blobPath: string;
  bytes: number;
  filename: string | null;
  claim: string | null;
  /** Folder of the repository that the report's relative paths are relative to; '' is the repository itself. */
  root: string;
  /** The sender's label; empty: each part's own subject. */
  label: string;
  /** The organization's key for identifying secrets, hex. Known to worker and child only. */
  secretKey: string;
  /** By what inventories are judged; left out: the defaults. */
  privileges?: PrivilegeSettings;
  /** A folder for this reading, which the worker removes when the findings are written. */
  folder: string;
}

/** Columns of the records that were read, in the order of the file `records` in the request's folder. */
export interface IndexBatch {
  kind: 'index';
  id: number;
  /** Place among the parts of `ReadDone`. */
  part: number;
  keys: string[];
  /** Keys under earlier names of the rule, by the record's place in the batch. */
  formerKeys: Record<number, string[]>;
  contents: string[];
  moves: (string | null)[];
  paths: (string | null)[];
  lines: (number | null)[];
  /** Texts that many records share; `scanners` and `rules` are indexes into it. */
  words: string[];
  scanners: number[];
  rules: number[];
  suppressed: boolean[];
  offsets: number[];
  lengths: number[];
  /** Packages of which the format does not say the ecosystem; `place` is an index into `keys`. */
  unknown: (PlacedPackage & { place: number })[];
}

/** What one tool says of one subject, as its stream is told. */
export interface ReadPart {
  scanner: string;
  scannerVersion: string | null;
  label: string;
  categories: Category[];
  gaps: AnyGap[];
  /** Of an inventory: what it says of itself. */
  inventory?: InventoryFacts;
  /** What rules of our own looked at. */
  subjects?: JudgedSubjects;
}

/** The first line of the file of privileges. Per section: keys of the resources of which it has no answer. */
export type PrivilegeHead = [section: string, resources: string[]][];

export interface ReadDone {
  kind: 'done';
  id: number;
  format: string;
  /** At least one; each feeds a stream of its own. */
  parts: ReadPart[];
  /** Number of results in the report, before equal ones were merged. */
  parsed: number;
  skippedCount: number;
  skipped: SkippedItem[];
  /** What it says of where it was made: the first few. */
  origins: ReportOrigin[];
  /** Whether the report held secrets: REDACTED_FILE in the request's folder has its bytes without them. */
  redacted: boolean;
}

/** The report names advisories: under which names does the organization know them? Answered by `ReadNames`. */
export interface AskNames {
  kind: 'names';
  id: number;
  groups: string[][];
}

/** Names that are not the canonical one, each with that. */
export interface ReadNames {
  kind: 'canonical';
  id: number;
  names: [name: string, canonical: string][];
}

/** Asked at most once for a report, with the names of its advisories that each stand for one problem. */
export type CanonicalNames = (groups: string[][]) => Promise<ReadNames['names']>;

/** How a reading reports, and asks what only the worker knows. */
export interface ReadingChannel {
  send: (message: ReadingMessage) => void;
  canonicalNames: CanonicalNames;
}

/** The report is refused; `reason` is for the person who sent it. */
export interface ReadRefused {
  kind: 'refused';
  id: number;
  reason: string;
  position: string | null;
}

/** A system call failed (a full disk, too many open files): the machine's fault, named by its code. */
export interface ReadFailed {
  kind: 'failed';
  id: number;
  code: string;
  message: string;
}

export type ReadOutcome = { done: ReadDone; index: IndexBatch[] } | { refused: ReadRefused };

/**
 * Reads one report.
 * @throws ReaderDiedError when the report crashes the reader; ReadingFailedError when a system call fails there
 */
export interface Reader {
  read(request: ReadRequest, canonicalNames: CanonicalNames): Promise<ReadOutcome>;
}

/** The reader crashed, took too long or used too much memory. */
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

/** Messages of a reading that went well or was refused. */
export type ReadingMessage = IndexBatch | ReadDone | ReadRefused;
export type ReadMessage = ReadingMessage | AskNames | ReadFailed;

/** Names in the request's folder. Fixed, so that no child can name another file. */
export const RECORDS_FILE = 'records';
export const REDACTED_FILE = 'redacted';
export const PRIVILEGES_FILE = 'privileges';
export const SKIPPED_SHOWN = 200;
