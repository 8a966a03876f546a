import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { type Connection, type ConnectionSettings, connect, pgConnectionString, type Transaction } from './client.ts';
import { dropViews, ensureIsolation } from './isolation/ensure-isolation.ts';
import { ensureMonths } from './partitions.ts';
import { isRestoring } from './queries/backup.ts';

/** Bundled code of the web process has no `import.meta.dirname`; that process runs in the repository's folder. */
const FOLDER =
  import.meta.dirname === undefined ? join(process.cwd(), 'drizzle') : join(import.meta.dirname, '../drizzle');
/** An arbitrary advisory lock number: only one process migrates at a time. */
const LOCK = 8_370_142;

interface JournalEntry {
  idx: number;
  tag: string;
}

export class DatabaseNewerError extends Error {
  constructor(names: string[]) {
    super(
      `The database has migrations that this version of Plumbline does not know (${names.join(', ')}). ` +
        'Start the newer version, or restore a backup made before the upgrade.',
    );
    this.name = 'DatabaseNewerError';
  }
}

async function journal(): Promise<JournalEntry[]> {
  const text = await readFile(join(FOLDER, 'meta', '_journal.json'), 'utf8');
  return (JSON.parse(text) as { entries: JournalEntry[] }).entries;
}

/** Names of the migrations that a database has, in their order; none in an empty one. */
export async function appliedMigrations(sql: Connection): Promise<string[]> {
  const [table] = await sql<{ name: string | null }[]>`select to_regclass('public.plumbline_migrations')::text as name`;
  if (!table?.name) return [];
  const rows = await sql<{ name: string }[]>`select name from plumbline_migrations order by name`;
  return rows.map((row) => row.name);
}

/** Every migration of this version, in order. */
export async function knownMigrations(): Promise<string[]> {
  return (await journal()).map((entry) => entry.tag);
}

/** Migrations that the database lacks; throws when the database is newer than the code. */
export async function pendingMigrations(sql: Connection): Promise<string[]> {
  const known = await knownMigrations();
  const done = await appliedMigrations(sql);
  const unknown = done.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new DatabaseNewerError(unknown);
  return known.filter((name) => !done.includes(name));
}

/** The database holds a part of a backup: a restore was interrupted. */
export class RestoreUnfinishedError extends Error {
  constructor() {
    super(
      'A restore into this database was interrupted, so that it holds a part of a backup only. ' +
        'Run `plumbline restore` again: it begins anew.',
    );
    this.name = 'RestoreUnfinishedError';
  }
}

async function applyOne(tx: Transaction, name: string): Promise<void> {
  const text = await readFile(join(FOLDER, `${name}.sql`), 'utf8');
  for (const statement of text.split('--> statement-breakpoint')) {
    if (statement.trim()) await tx.unsafe(statement);
  }
  const hash = createHash('sha256').update(text).digest('hex');
  await tx`insert into plumbline_migrations (name, hash, applied_at) values (${name}, ${hash}, ${new Date()})`;
}

/** Which of the migrations that are applied begins now: 1 is the first. */
interface MigrationStep {
  at: number;
  of: number;
}

export interface MigrateOptions {
  /** The last migration that is applied, for restores and tests. */
  until?: string;
  /** Called before each migration: one that writes a large table anew takes minutes. */
  begins?: (step: MigrationStep) => void;
  /** Called in the transaction of the last migration, when it is this version's last, with the names of all that were applied. */
  finishing?: (tx: Transaction, names: string[]) => Promise<void>;
  /** A restore calls it: else a database that holds a part of a backup is refused. */
  restoring?: boolean;
}

/**
 * Brings the schema up to this version, a transaction for each migration, puts row-level security on what they made, and
 * makes this and the next months' partitions.
 * @throws DatabaseNewerError, RestoreUnfinishedError
 */
export async function migrate(
  settings: ConnectionSettings,
  { until, begins = () => undefined, finishing, restoring = false }: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const sql = connect(settings, { max: 1, name: 'plumbline migrate', writable: true });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    if (!restoring && (await isRestoring(sql))) throw new RestoreUnfinishedError();
    await sql`create table if not exists plumbline_migrations (name text primary key, hash text not null, applied_at timestamptz not null)`;
    const pending = await pendingMigrations(sql);
    const names = until === undefined ? pending : pending.slice(0, pending.indexOf(until) + 1);
    if (pending.length > 0) await dropViews(sql);
    for (const [index, name] of names.entries()) {
      begins({ at: index + 1, of: names.length });
      await sql.begin(async (tx) => {
        await applyOne(tx, name);
        if (name === pending.at(-1)) await finishing?.(tx, names);
      });
    }
    await runMigrations({ connectionString: pgConnectionString(settings) });
    // An older schema gets it with the migrations that follow: they know nothing of policies.
    if (until === undefined) await ensureIsolation(sql);
    await ensureMonths(sql, new Date());
    return { applied: names };
  } finally {
    await sql.end({ timeout: 5 });
  }
}
