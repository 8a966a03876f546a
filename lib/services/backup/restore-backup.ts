import { join } from 'node:path';
import { type ConnectionSettings, connect, type Sql } from '#db/client.ts';
import { knownMigrations, migrate } from '#db/migrate.ts';
import { ensureMonths } from '#db/partitions.ts';
import {
  dropEverything,
  endRestoring,
  findCopiedTables,
  findServing,
  holdsData,
  isRestoring,
  markRestoring,
  refreshStatistics,
} from '#db/queries/backup.ts';
import { inTransaction } from '#db/transaction.ts';
import { fileStore } from '#lib/blobs/file-store.ts';
import type { Env } from '#lib/env.ts';
import { Fault } from '#lib/errors.ts';
import { formatList } from '#lib/format.ts';
import { operatorActor, writeAuditForAll } from '../installation/write-audit-for-all.ts';
import { compareKeys, type KeyState } from './compare-keys.ts';
import { loadArchive } from './load-archive.ts';
import type { BackupHeader } from './manifest.ts';
import { type VerifiedBackup, verifyBackup } from './verify-backup.ts';

export interface RestoreTarget {
  env: Env;
  settings: ConnectionSettings;
  now: Date;
  /** Name of the machine's user, for the audit log. */
  operator?: string | undefined;
  /** Receives lines about what happens, for people. */
  say: (line: string) => void;
}

export interface RestoreOptions {
  path: string;
  /** Whether what the target holds may be thrown away. */
  replace: boolean;
  /** Whether the target may have another ENCRYPTION_KEY than the installation that was backed up. */
  otherKey: boolean;
}

export interface RestoredBackup {
  madeAt: string;
  rows: number;
  reports: number;
  jobs: number;
  keys: KeyState;
  seconds: number;
}

/**
 * Puts a backup into a database and a data directory: reads the whole file and compares it with its hashes, empties the
 * database, loads, counts, migrates. From the first change until the end the database is marked, and no Plumbline
 * serves it; after an interruption the same command begins anew.
 * @throws Fault `unprocessable` for what is no whole backup of this or an older version; `conflict` for a target that is
 *   in use, holds data, or has another key
 */
export async function restoreBackup(target: RestoreTarget, options: RestoreOptions): Promise<RestoredBackup> {
  const began = performance.now();
  target.say('reading the backup and comparing it with its hashes');
  const backup = await verifyBackup(options.path);
  const { header, manifest } = backup;
  const last = await lastMigration(header);
  const keys = compareKeys(target.env, header, options.otherKey);
  const sql = connect(target.settings, { max: 1, name: 'plumbline restore', writable: true, idleTimeout: 0 });
  try {
    await checkTarget(sql, options.replace);
    await inTransaction(sql, async (tx) => {
      await dropEverything(tx);
      await markRestoring(tx, target.now);
    });
    await migrate(target.settings, { until: last, restoring: true });
    if (header.months) await ensureMonths(sql, monthOf(header.months.from), monthOf(header.months.to));
    await checkColumns(sql, backup);
    target.say('loading');
    const store = { blobs: fileStore(join(target.env.DATA_DIR, 'blobs')), dataDir: target.env.DATA_DIR };
    await loadArchive(sql, { ...store, path: options.path, withKeys: keys === 'restored' }, backup);
    await migrate(target.settings, { restoring: true });
    await inTransaction(sql, async (tx) => {
      const detail = { made_at: header.madeAt, version: header.version };
      const by = { at: target.now, actor: operatorActor(target.operator) };
      await writeAuditForAll(tx, by, { verb: 'installation.restored', detail });
      await endRestoring(tx);
    });
    target.say('counting what was loaded, for the query planner');
    await refreshStatistics(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
  const { files, links } = manifest.reports;
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { madeAt: header.madeAt, rows, reports: files + links, jobs: manifest.jobs.count, keys, seconds };
}

const monthOf = (month: string): Date => new Date(`${month}-01T00:00:00Z`);

/** @throws Fault `unprocessable` for a backup with migrations that this version does not know */
async function lastMigration({ migrations, version }: BackupHeader): Promise<string> {
  const known = await knownMigrations();
  const strange = migrations.find((name, index) => known[index] !== name);
  const last = migrations.at(-1);
  if (strange === undefined && last !== undefined) return last;
  throw new Fault(
    'unprocessable',
    `This backup was made by a Plumbline (${version}) with a migration that this one does not know (${strange}): ` +
      'restore it with that version or a newer one.',
  );
}

/** @throws Fault `conflict` for a database that is in use or holds data */
async function checkTarget(sql: Sql, replace: boolean): Promise<void> {
  const serving = await findServing(sql);
  if (serving.length > 0) {
    throw new Fault('conflict', `Plumbline is running with this database (${formatList(serving, 5)}). Stop it first.`);
  }
  if (replace || (await isRestoring(sql)) || !(await holdsData(sql))) return;
  throw new Fault(
    'conflict',
    'The database that you restore into holds data already. Choose an empty one with --into, or say --replace: ' +
      'then everything in it is thrown away.',
  );
}

/** Names in the file become statements only when the database has them itself. */
async function checkColumns(sql: Sql, { header }: VerifiedBackup): Promise<void> {
  const present = new Map((await findCopiedTables(sql)).map(({ name, columns }) => [name, new Set(columns)]));
  for (const { name, columns } of header.tables) {
    const strange = columns.find((column) => !present.get(name)?.has(column));
    if (!present.has(name) || strange !== undefined) {
      throw new Fault('unprocessable', `This backup has a table or column that its migrations do not make: ${name}.`);
    }
  }
}
