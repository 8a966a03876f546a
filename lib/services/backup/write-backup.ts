import { createHash, type Hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { type ConnectionSettings, connect, type Database, type Sql, type Transaction } from '#db/client.ts';
import { appliedMigrations } from '#db/migrate.ts';
import {
  type CopiedTable,
  copyTableOut,
  findCopiedJobs,
  findCopiedTables,
  findIdentities,
  findMonths,
  inBackup,
} from '#db/queries/backup.ts';
import { inTransaction } from '#db/transaction.ts';
import { VERSION } from '#lib/contracts/version.ts';
import type { AuditDetail } from '#lib/domain/audit/entry.ts';
import type { System } from '#lib/system.ts';
import { operatorActor, writeAuditForAll } from '../installation/write-audit-for-all.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { keyFingerprint } from './key-fingerprint.ts';
import {
  BACKUP_FORMAT,
  type BackupHeader,
  type BackupManifest,
  HEADER,
  JOBS,
  KEYS,
  MANIFEST,
  partEntry,
} from './manifest.ts';
import { noteBackup } from './note-backup.ts';
import { type WrittenReports, writeReports } from './write-reports.ts';

const compress = promisify(zstdCompress);
/** Bytes of a table in one part, before compression. */
const PART = 4 * 1024 * 1024;

export interface BackupOptions {
  /** The file; it appears when it is whole. */
  path: string;
  withKeys: boolean;
}

export interface WrittenBackup {
  file: string;
  bytes: number;
  rows: number;
  reports: WrittenReports;
  jobs: number;
  seconds: number;
}

/** @param operator name of the machine's user, for the audit log */
type Backing = Pick<System, 'env' | 'settings' | 'blobs' | 'now'> & { operator?: string | undefined };

/**
 * Writes a backup of the whole installation while it runs: the database as of one moment, and the reports that it refers
 * to then. Nothing of it appears under its name before it is whole.
 * @throws Fault `disk_full`; what the database throws when it does not let all rows be read
 */
export async function writeBackup(system: Backing, options: BackupOptions): Promise<WrittenBackup> {
  const began = performance.now();
  const archive = await ArchiveWriter.create(options.path);
  const sql = backupConnection(system.settings);
  try {
    const keys = options.withKeys ? await readFile(join(system.env.DATA_DIR, 'keys.json')) : null;
    const manifest = await inBackup(sql, (tx) => writeAll({ system, tx, sql, archive, keys }));
    await addWhole(archive, MANIFEST, Buffer.from(JSON.stringify(manifest)));
    // Before the file has its name: there is no backup that the audit log does not know.
    await noteInAudit(sql, system, { file: basename(options.path), with_keys: options.withKeys });
    await archive.finish();
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    const { sha256: _hash, ...reports } = manifest.reports;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const written = { file: options.path, bytes: archive.bytes, rows, reports, jobs: manifest.jobs.count, seconds };
    await noteBackup(system.env.DATA_DIR, { at: system.now(), bytes: archive.bytes });
    return written;
  } catch (error) {
    await archive.discard();
    throw error;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function noteInAudit(sql: Sql, { now, operator }: Backing, detail: AuditDetail): Promise<void> {
  const by = { at: now(), actor: operatorActor(operator) };
  return inTransaction(sql, (tx) => writeAuditForAll(tx, by, { verb: 'installation.backed_up', detail }));
}

/** Two transactions, open for as long as it takes. */
function backupConnection(settings: ConnectionSettings): Database {
  return connect(settings, { max: 2, name: 'plumbline backup', idleTimeout: 0 });
}

const sha256 = (): Hash => createHash('sha256');
const addWhole = (archive: ArchiveWriter, name: string, bytes: Buffer) => archive.add(name, bytes.length, [bytes]);

interface Work {
  system: Backing;
  tx: Transaction;
  sql: Sql;
  archive: ArchiveWriter;
  keys: Buffer | null;
}

async function writeAll({ system, tx, sql, archive, keys }: Work): Promise<BackupManifest> {
  const tables = await findCopiedTables(tx);
  const header: BackupHeader = {
    format: BACKUP_FORMAT,
    version: VERSION,
    madeAt: system.now().toISOString(),
    migrations: await appliedMigrations(tx),
    months: await findMonths(tx),
    keyFingerprint: keyFingerprint(system.env),
    withKeys: keys !== null,
    tables,
  };
  const headerBytes = Buffer.from(JSON.stringify(header));
  await addWhole(archive, HEADER, headerBytes);
  const written: BackupManifest['tables'] = {};
  for (const table of tables) written[table.name] = await writeTable(archive, tx, table);
  const jobs = await findCopiedJobs(tx);
  const jobBytes = await compress(Buffer.from(JSON.stringify(jobs)));
  await addWhole(archive, JOBS, jobBytes);
  if (keys !== null) await addWhole(archive, KEYS, keys);
  return {
    header: sha256().update(headerBytes).digest('hex'),
    tables: written,
    jobs: { count: jobs.length, sha256: sha256().update(jobBytes).digest('hex') },
    keys: keys === null ? null : sha256().update(keys).digest('hex'),
    reports: await writeReports(archive, tx, system.blobs),
    // Not of the snapshot: numbers that were given out meanwhile are skipped.
    identities: await findIdentities(sql),
  };
}

async function writeTable(
  archive: ArchiveWriter,
  tx: Transaction,
  table: CopiedTable,
): Promise<BackupManifest['tables'][string]> {
  const hash = sha256();
  let parts = 0;
  let waiting: Uint8Array[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const bytes = await compress(Buffer.concat(waiting));
    waiting = [];
    size = 0;
    parts += 1;
    hash.update(bytes);
    await addWhole(archive, partEntry(table.name, parts), bytes);
  };
  const rows = await copyTableOut(tx, table, async (bytes) => {
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + PART - size);
      waiting.push(piece);
      size += piece.length;
      at += piece.length;
      if (size === PART) await flush();
    }
  });
  if (size > 0) await flush();
  return { rows, parts, sha256: hash.digest('hex') };
}
