import type { Connection, Transaction } from '../client.ts';

export interface JobSpec {
  task: string;
  payload: Record<string, unknown>;
  /** Jobs of one queue run one after another. */
  queue: string | null;
  /** Deterministic id: adding it again while it waits changes nothing. */
  key: string;
  maxAttempts: number;
}

/**
 * Adds a job inside the caller's transaction. One that is bound to an organization adds jobs for this one only: their
 * payload names it as `orgId`.
 */
export async function addJob(sql: Transaction, job: JobSpec): Promise<void> {
  await sql`
    select plumbline_bound.add_job(
      task => ${job.task}, payload => ${sql.json(job.payload)}::json, queue => ${job.queue},
      attempts => ${job.maxAttempts}, key => ${job.key})`;
}

/** The same of many, in one round trip and in the order given: names that are learned hold imports until it ends. */
export async function addJobs(sql: Transaction, jobs: readonly JobSpec[]): Promise<void> {
  if (jobs.length === 0) return;
  await sql`
    select plumbline_bound.add_job(
      task => j.task, payload => j.payload::json, queue => j.queue, attempts => j."maxAttempts", key => j.key)
    from rows from (jsonb_to_recordset(${JSON.stringify(jobs)}::text::jsonb)
      as (task text, payload text, queue text, "maxAttempts" int, key text)) with ordinality
      as j(task, payload, queue, "maxAttempts", key, place)
    order by j.place`;
}

/** Those of `keys` whose jobs wait or run; jobs that the queue has given up are not included. */
export async function findJobKeys(sql: Connection, keys: string[]): Promise<Set<string>> {
  const rows = await sql<{ key: string }[]>`
    select key from graphile_worker._private_jobs where key = any(${keys}) and (attempts < max_attempts or locked_at is not null)`;
  return new Set(rows.map((row) => row.key));
}

const WORKER_LOCKS = 871_403;

/** Takes the lock that says "this worker lives"; Postgres releases it when the connection ends. Safe to repeat. */
export async function takeWorkerLock(sql: Connection, workerId: string): Promise<void> {
  await sql`select pg_try_advisory_lock(${WORKER_LOCKS}::int, hashtext(${workerId}))`;
}

/** Workers that died: they have locked jobs for more than 3 s (a new worker needs that to take its lock) but have no lock. */
export async function findDeadWorkers(sql: Connection): Promise<string[]> {
  const rows = await sql<{ lockedBy: string }[]>`
    select distinct held.locked_by
    from (
      select locked_by from graphile_worker._private_jobs where locked_at < now() - interval '3 seconds'
      union select locked_by from graphile_worker._private_job_queues where locked_at < now() - interval '3 seconds') held
    where held.locked_by is not null and not exists (
      select 1 from pg_locks l
      where l.locktype = 'advisory' and l.classid = ${WORKER_LOCKS}::oid and l.granted
        and l.objid::bigint = (hashtext(held.locked_by)::bigint & 4294967295))`;
  return rows.map((row) => row.lockedBy);
}

export async function unlockWorkers(sql: Transaction, workerIds: string[]): Promise<void> {
  await sql`select graphile_worker.force_unlock_workers(${workerIds}::text[])`;
}
