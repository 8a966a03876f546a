import type { SinkState } from '#lib/domain/sink/sink.ts';
import type { Connection, Transaction } from '../client.ts';

/** Adds what was counted since the last time. */
export async function addCounters(
  tx: Transaction,
  values: readonly (readonly [series: string, value: number])[],
): Promise<void> {
  await tx`
    insert into counters (series, value)
    select series, value from unnest(${values.map(([series]) => series)}::text[], ${values.map(([, value]) => value)}::float8[])
      as given(series, value)
    order by series
    on conflict (series) do update set value = counters.value + excluded.value`;
}

/** Puts a value in place of the one before. */
export async function setCounter(tx: Transaction, series: string, value: number): Promise<void> {
  await tx`
    insert into counters (series, value) values (${series}, ${value})
    on conflict (series) do update set value = excluded.value`;
}

export async function readCounters(sql: Connection): Promise<{ series: string; value: number }[]> {
  return sql<{ series: string; value: number }[]>`select series, value from counters order by series`;
}

/** Uploads that are not settled, by state: few, however many there are in all. */
export async function countUnsettled(sql: Connection, orgIds: readonly number[]): Promise<Record<string, number>> {
  const rows = await sql<{ state: string; count: number }[]>`
    select state, count(*)::float8 as count from uploads
    where org_id = any(${orgIds}::int[]) and state in ('received', 'processing', 'held') group by state`;
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Jobs of the queue: that wait, that run, and that it has given up. */
export async function countJobs(sql: Connection): Promise<{ waiting: number; running: number; failed: number }> {
  const [row] = await sql<{ waiting: number; running: number; failed: number }[]>`
    select count(*) filter (where locked_at is null and attempts < max_attempts)::float8 as waiting,
      count(*) filter (where locked_at is not null)::float8 as running,
      count(*) filter (where locked_at is null and attempts >= max_attempts)::float8 as failed
    from graphile_worker._private_jobs`;
  return row ?? { waiting: 0, running: 0, failed: 0 };
}

/** Mails that are still to be sent, by the index of what is due. */
export async function countWaitingMails(
  sql: Connection,
  orgIds: readonly number[],
): Promise<{ waiting: number; oldest: Date | null }> {
  const [row] = await sql<{ waiting: number; oldest: Date | null }[]>`
    select count(*)::float8 as waiting, min(created_at) as oldest from mails
    where org_id = any(${orgIds}::int[]) and state in ('waiting', 'sending')`;
  return row ?? { waiting: 0, oldest: null };
}

/** Webhooks by state, with the messages that they have not taken yet. */
export async function countSinks(
  sql: Connection,
  orgIds: readonly number[],
): Promise<{ state: SinkState; sinks: number; waiting: number }[]> {
  return sql<{ state: SinkState; sinks: number; waiting: number }[]>`
    select s.state, count(*)::float8 as sinks, coalesce(sum(d.waiting), 0)::float8 as waiting
    from sinks s left join (
      select org_id, sink_id, count(*) as waiting from deliveries
      where org_id = any(${orgIds}::int[]) and state = 'waiting' group by org_id, sink_id) d
      on d.org_id = s.org_id and d.sink_id = s.id
    where s.org_id = any(${orgIds}::int[]) group by s.state`;
}

export async function countWorkers(sql: Connection, since: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::float8 as count from workers where seen_at >= ${since}`;
  return row?.count ?? 0;
}

export interface DatabaseUse {
  bytes: number;
  connections: { process: string; state: string; count: number }[];
}

/** Size of this database, and its connections by the names that our processes give themselves. */
export async function readDatabaseUse(sql: Connection): Promise<DatabaseUse> {
  const [size] = await sql<{ bytes: number }[]>`select pg_database_size(current_database())::float8 as bytes`;
  const connections = await sql<DatabaseUse['connections']>`
    select case when application_name like 'plumbline %' then substr(application_name, 11, 30) else 'other' end as process,
      case when state = 'active' then 'active' when state like 'idle in%' then 'in transaction' else 'idle' end as state,
      count(*)::float8 as count
    from pg_stat_activity where datname = current_database() group by 1, 2 order by 1, 2`;
  return { bytes: size?.bytes ?? 0, connections };
}

/** Bytes of all stored reports. Reads every upload: for a job by the hour. */
export async function sumStoredBytes(sql: Connection): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select coalesce(sum(stored_bytes), 0)::float8 as bytes from uploads
    where state <> 'rejected' and bytes_removed_at is null`;
  return row?.bytes ?? 0;
}
