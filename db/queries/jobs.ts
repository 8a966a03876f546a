import type { Connection } from '../client.ts';

export interface JobSpec {
  task: string;
  payload: Record<string, unknown>;
  /** Jobs of one queue run one after another. */
  queue: string | null;
  /** Deterministic id: adding it again while it waits changes nothing. */
  key: string;
  maxAttempts: number;
}

/** Adds a job inside the caller's transaction. */
export async function addJob(sql: Connection, job: JobSpec): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      identifier => ${job.task}, payload => ${sql.json(job.payload as never)}::json, queue_name => ${job.queue},
      max_attempts => ${job.maxAttempts}, job_key => ${job.key}, job_key_mode => 'preserve_run_at')`;
}

/** Keys of `keys` that the queue knows, waiting or running. */
export async function findJobKeys(sql: Connection, keys: string[]): Promise<Set<string>> {
  const rows = await sql<{ key: string }[]>`
    select key from graphile_worker._private_jobs where key = any(${keys}) and attempts < max_attempts`;
  return new Set(rows.map((row) => row.key));
}
