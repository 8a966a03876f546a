import { z } from 'zod';

/** Counts up when an older version could not read what is written. */
export const BACKUP_FORMAT = 1;

const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const month = z.string().regex(/^\d{4}-\d{2}$/);

/** The first entry of a backup: what one must know before anything is loaded. */
export const backupHeader = z.object({
  format: z.int(),
  version: z.string().max(50),
  madeAt: z.iso.datetime(),
  /** Every migration of the database at that time, in order. */
  migrations: z.array(z.string().max(200)).min(1),
  /** First and last month with partitions. */
  months: z.object({ from: month, to: month }).nullable(),
  /** What tells whether another ENCRYPTION_KEY is used; null where the command did not know the key. */
  keyFingerprint: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  withKeys: z.boolean(),
  tables: z.array(z.object({ name: identifier, columns: z.array(identifier).min(1) })),
});
export type BackupHeader = z.output<typeof backupHeader>;

/** The last entry: what a whole backup holds. The hashes cover the entries' bytes in their order. */
export const backupManifest = z.object({
  header: sha256,
  tables: z.record(identifier, z.object({ rows: count, parts: count, sha256 })),
  identities: z.array(z.object({ table: identifier, column: identifier, last: count })),
  jobs: z.object({ count, sha256 }),
  keys: sha256.nullable(),
  /** `files` have bytes of their own, `links` share those of a file; `missing`: rows whose bytes were gone already. */
  reports: z.object({ files: count, links: count, bytes: count, missing: count, sha256 }),
});
export type BackupManifest = z.output<typeof backupManifest>;

/** A job as a backup holds it. */
export const backupJob = z.object({
  task: z.string(),
  payload: z.unknown(),
  queue: z.string().nullable(),
  key: z.string().nullable(),
  priority: z.int(),
  maxAttempts: z.int(),
  runAt: z.coerce.date(),
});

export const HEADER = 'header.json';
export const JOBS = 'jobs.json.zst';
export const KEYS = 'keys.json';
export const MANIFEST = 'manifest.json';

const REPORT = /^blobs\/(\d{4}-\d{2}-\d{2}\/[0-9a-f-]{36})$/;
const PART = /^tables\/([a-z_][a-z0-9_]{0,62})\/(\d{6})\.zst$/;

export const reportEntry = (blob: string): string => `blobs/${blob}`;
export const partEntry = (table: string, part: number): string =>
  `tables/${table}/${String(part).padStart(6, '0')}.zst`;

/** What an entry is by its name: the only names that a backup has, so that none leads out of the target's folder. */
export type EntryKind =
  | { kind: 'header' | 'jobs' | 'keys' | 'manifest' }
  | { kind: 'part'; table: string; part: number }
  | { kind: 'report'; blob: string };

/** @returns null for a name that no backup has */
export function entryKindOf(name: string): EntryKind | null {
  switch (name) {
    case HEADER:
      return { kind: 'header' };
    case JOBS:
      return { kind: 'jobs' };
    case KEYS:
      return { kind: 'keys' };
    case MANIFEST:
      return { kind: 'manifest' };
    default: {
      const [, blob] = REPORT.exec(name) ?? [];
      if (blob !== undefined) return { kind: 'report', blob };
      const [, table, part] = PART.exec(name) ?? [];
      return table === undefined ? null : { kind: 'part', table, part: Number(part) };
    }
  }
}
