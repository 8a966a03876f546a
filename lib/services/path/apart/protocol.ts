import type { ProductionPatterns } from '#lib/domain/privilege/access/facts.ts';
import type { WorkflowFiles } from '#lib/domain/privilege/access/workflows-of.ts';
import type { CloudSource } from '#lib/domain/privilege/cloud/roles-of-inventory.ts';
import type { ReadSource } from '#lib/domain/privilege/inventory.ts';

/** Systems whose paths are computed. */
export const PATH_SOURCES = ['github', 'gitlab', 'cyberark'] as const satisfies readonly ReadSource[];
export type PathSource = (typeof PATH_SOURCES)[number];

/** A stored inventory. */
export interface StoredInventory {
  path: string;
  bytes: number;
}

/** Inventories of one time that are joined: of the system whose paths are computed, and of the clouds that it reaches into. */
export interface StoredPicture {
  source: PathSource;
  inventory: StoredInventory;
  /** Of repositories, by full name in lower case. */
  workflows: Readonly<Record<string, WorkflowFiles>>;
  clouds: readonly (StoredInventory & { system: string; source: CloudSource })[];
}

/** What the worker asks of the child that computes paths. */
export interface PathsRequest {
  now: StoredPicture;
  /** The one whose paths stand; null: there is none, or its bytes are gone. */
  before: StoredPicture | null;
  /** There is none before it, or it is computed again: nothing of it is news. */
  first: boolean;
  /** Systems that are joined for the first time. */
  newSystems: readonly string[];
  production: ProductionPatterns;
  /** Holds EARLIER_FILE, where paths stand; what is found is written into it. */
  folder: string;
}

export type PathsAnswer =
  | { kind: 'done'; collectedAt: string }
  /** Nothing can be computed from the inventory; `reason` is for people. */
  | { kind: 'unusable'; collectedAt: string; reason: string }
  /** A system call failed: the machine's fault. */
  | { kind: 'failed'; code: string; message: string };

/** Names in the request's folder. A path on each line; the rest in one document. */
export const EARLIER_FILE = 'earlier';
export const ROWS_FILE = 'rows';
export const REPORT_FILE = 'report';
export const DOCUMENT_FILE = 'document';
