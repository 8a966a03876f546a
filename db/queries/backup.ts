import type { Connection, Sql, Transaction } from '../client.ts';
import { inSnapshot } from '../transaction.ts';

/** An arbitrary advisory lock number: held while a backup runs. */
const RUNNING = 8_370_143;

/** A table with its columns, in the order of the table. */
export interface CopiedTable {
  name: string;
  columns: string[];
}

/** Tables that a backup leaves out: the migrations of a restored database write their own, workers sign again. */
const NOT_COPIED = ['plumbline_migrations', 'plumbline_restoring', 'workers'];

/**
 * Runs `work` in a transaction that sees one state of the whole database, while others write. From before that state
 * until the end, `isBackingUp` is true everywhere.
 */
export function inBackup<T>(sql: Sql, work: (tx: Transaction) => Promise<T>): Promise<T> {
  // Two transactions: the one that takes the lock has its state of the database already when it gets it.
  return sql.begin(async (lock) => {
    await lock`select pg_advisory_xact_lock_shared(${RUNNING}::bigint)`;
    return inSnapshot(sql, async (tx) => {
      // Row-level security would leave rows out without a word: with this, the server refuses instead.
      await tx`set local row_security = off`;
      return work(tx);
    });
  });
}

/** Whether a backup runs, in any process. What it saw may still refer to bytes that nothing refers to now. */
export async function isBackingUp(sql: Connection): Promise<boolean> {
  const [row] = await sql<{ running: boolean }[]>`
    select exists (
      select 1 from pg_locks where locktype = 'advisory' and granted and classid = 0 and objid = ${RUNNING}::oid
        and objsubid = 1 and database = (select oid from pg_database where datname = current_database())) as running`;
  return row?.running ?? false;
}

/** Every table of the schema, those first that others refer to. From the catalogue, so that none is forgotten. */
export async function findCopiedTables(sql: Connection): Promise<CopiedTable[]> {
  const tables = await sql<CopiedTable[]>`
    select c.relname::text as name, array(
      select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> all(${NOT_COPIED}::text[])
    order by c.relname`;
  const keys = await sql<{ source: string; target: string }[]>`
    select distinct s.relname::text as source, t.relname::text as target
    from pg_constraint k join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and s.relnamespace = 'public'::regnamespace and k.conparentid = 0 and s.oid <> t.oid`;
  return inOrder(tables, keys);
}

function inOrder(tables: readonly CopiedTable[], keys: readonly { source: string; target: string }[]): CopiedTable[] {
  const ordered: CopiedTable[] = [];
  for (let left = [...tables]; left.length > 0; ) {
    const names = new Set(left.map((table) => table.name));
    const ready = left.filter(({ name }) => !keys.some((key) => key.source === name && names.has(key.target)));
    if (ready.length === 0) throw new Error(`tables that refer to one another in a circle: ${[...names].join(', ')}`);
    ordered.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return ordered;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Hands the rows of a table to `take` as text of `copy`. @returns how many rows */
export function copyTableOut(
  tx: Transaction,
  { name, columns }: CopiedTable,
  take: (bytes: Uint8Array) => Promise<void>,
): Promise<number> {
  return tx.copyTo(`copy (select ${columns.map(quoted).join(', ')} from public.${quoted(name)}) to stdout`, take);
}

/** Fills a table with text of `copy`. @returns how many rows it has now */
export async function copyTableIn(
  tx: Transaction,
  { name, columns }: CopiedTable,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  await tx.copyFrom(`copy public.${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`, chunks);
  const [row] = await tx.unsafe<{ count: number }[]>(`select count(*)::float8 as count from public.${quoted(name)}`);
  return row?.count ?? 0;
}

/** The last number that each identity column gave out; at or after the snapshot, so never too low. */
export async function findIdentities(sql: Connection): Promise<{ table: string; column: string; last: number }[]> {
  const columns = await sql<{ table: string; column: string; sequence: string }[]>`
    select c.relname::text as table, a.attname::text as column,
      pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and a.attidentity <> '' and not a.attisdropped
    order by 1, 2`;
  const found: { table: string; column: string; last: number }[] = [];
  for (const { table, column, sequence } of columns) {
    const [row] = await sql.unsafe<{ last: number }[]>(
      `select case when is_called then last_value else 0 end::float8 as last from ${sequence}`,
    );
    found.push({ table, column, last: row?.last ?? 0 });
  }
  return found;
}

/** Lets an identity column go on after `last`. */
export async function setIdentity(tx: Transaction, table: string, column: string, last: number): Promise<void> {
  if (last < 1) return;
  await tx`select setval(pg_get_serial_sequence(${`public.${quoted(table)}`}, ${column}), ${last}::bigint)`;
}

/** First and last month (`2026-03`) of the partitions by month; null without any. */
export async function findMonths(sql: Connection): Promise<{ from: string; to: string } | null> {
  const [row] = await sql<{ from: string | null; to: string | null }[]>`
    select replace(right(min(c.relname), 7), '_', '-') as from, replace(right(max(c.relname), 7), '_', '-') as to
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.repository_days'::regclass`;
  return row?.from && row.to ? { from: row.from, to: row.to } : null;
}

/**
 * A server counts its own transactions: entries of another one that counted further move to before those of this one, in
 * their order, and readers with them. Otherwise readers would wait for them, and take new ones first or never.
 */
export async function moveOutbox(tx: Transaction): Promise<void> {
  await tx`
    with positions as (
      select transaction from outbox union all select transaction from sinks union all select transaction from alert_readers),
    ahead as (
      select max(transaction) - pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 1 as by from positions),
    moved_sinks as (update sinks set transaction = transaction - ahead.by from ahead where ahead.by > 0),
    moved_readers as (update alert_readers set transaction = transaction - ahead.by from ahead where ahead.by > 0)
    update outbox set transaction = transaction - ahead.by from ahead where ahead.by > 0`;
}

/** Names of the bytes that uploads refer to, in batches; those of rejected ones, and what a policy removed, are gone. */
export function readBlobNames(tx: Transaction, batch: number): AsyncIterable<{ blob: string }[]> {
  return tx<{ blob: string }[]>`
    select blob from uploads where state <> 'rejected' and bytes_removed_at is null order by blob`.cursor(
    batch,
  ) as unknown as AsyncIterable<{ blob: string }[]>;
}

/** A job of the queue in the words of its own function, so that another version of the queue can take it. */
export interface CopiedJob {
  task: string;
  payload: unknown;
  queue: string | null;
  key: string | null;
  priority: number;
  maxAttempts: number;
  runAt: Date;
}

/** Jobs that the queue has not given up, running ones included: they run again. */
export async function findCopiedJobs(sql: Connection): Promise<CopiedJob[]> {
  return sql<CopiedJob[]>`
    select t.identifier as task, j.payload, q.queue_name as queue, j.key, j.priority::int as priority,
      j.max_attempts::int as max_attempts, j.run_at
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.attempts < j.max_attempts or j.locked_at is not null
    order by j.id`;
}

export async function addCopiedJob(tx: Transaction, job: CopiedJob): Promise<void> {
  await tx`
    select graphile_worker.add_job(
      identifier => ${job.task}, payload => ${tx.json(job.payload)}::json, queue_name => ${job.queue},
      run_at => ${job.runAt}, max_attempts => ${job.maxAttempts}, job_key => ${job.key}, priority => ${job.priority})`;
}

/** Whether somebody uses the database: a repository, a person or a token is there. */
export async function holdsData(sql: Connection): Promise<boolean> {
  const [tables] = await sql<{ found: boolean }[]>`
    select to_regclass('public.repositories') is not null and to_regclass('public.users') is not null
      and to_regclass('public.tokens') is not null as found`;
  if (!tables?.found) return false;
  const [row] = await sql<{ used: boolean }[]>`
    select exists (select 1 from repositories) or exists (select 1 from users) or exists (select 1 from tokens) as used`;
  return row?.used ?? true;
}

/** Names of other processes of Plumbline that are connected: web, worker. */
export async function findServing(sql: Connection): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name ~ '^plumbline (web|worker)'
    order by 1`;
  return rows.map((row) => row.name);
}

/** Drops all tables and the queue. Not the schema itself, which may belong to somebody else. */
export async function dropEverything(tx: Transaction): Promise<void> {
  const rows = await tx<{ name: string }[]>`
    select relname::text as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;
  if (rows.length > 0) {
    await tx.unsafe(`drop table ${rows.map(({ name }) => `public.${quoted(name)}`).join(', ')} cascade`);
  }
  await tx`drop schema if exists graphile_worker cascade`;
}

/** Marks the database as being restored: nothing serves it until the mark is taken away. */
export async function markRestoring(tx: Transaction, now: Date): Promise<void> {
  await tx`create table plumbline_restoring (began timestamptz not null)`;
  await tx`insert into plumbline_restoring (began) values (${now})`;
}

export async function isRestoring(sql: Connection): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select to_regclass('public.plumbline_restoring') is not null as found`;
  return row?.found ?? false;
}

export async function endRestoring(tx: Transaction): Promise<void> {
  await tx`drop table plumbline_restoring`;
}

/**
 * Tells the planner what was loaded, and which pages every transaction sees. Without it the first minutes after a restore
 * run on guesses: Today over 40 repositories took longer than a statement may.
 */
export async function refreshStatistics(sql: Sql): Promise<void> {
  await sql.unsafe('vacuum (analyze)');
}
