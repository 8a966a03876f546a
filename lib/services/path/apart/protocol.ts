import type { ProductionPatterns } from '#lib/domain/privilege/access/facts.ts';

/** A stored inventory. */
export interface StoredInventory {
  path: string;
  bytes: number;
}

/** What the worker asks of the child that computes paths. */
export interface PathsRequest {
  inventory: StoredInventory;
  /** The one whose paths stand; null: there is none, or its bytes are gone. */
  before: StoredInventory | null;
  /** There is none before it, or it is computed again: nothing of it is news. */
  first: boolean;
  production: ProductionPatterns;
  /** Holds EARLIER_FILE, where paths stand; what is found is written into it. */
  folder: string;
}

export type PathsAnswer =
  | { kind: 'done'; scope: string; collectedAt: string; paths: number }
  /** Nothing can be computed from the inventory; `reason` is for people. */
  | { kind: 'unusable'; collectedAt: string; reason: string }
  /** A system call failed: the machine's fault. */
  | { kind: 'failed'; code: string; message: string };

/** Names in the request's folder. A path on each line; the rest in one document. */
export const EARLIER_FILE = 'earlier';
export const ROWS_FILE = 'rows';
export const REPORT_FILE = 'report';
export const DOCUMENT_FILE = 'document';
