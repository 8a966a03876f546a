import type { Sweep } from '#lib/domain/retention/records.ts';
import type { Connection, Transaction } from '../client.ts';

/** Notes that a job that removes old rows ran to its end. */
export async function noteSweep(tx: Transaction, job: Sweep, at: Date): Promise<void> {
  await tx`
    insert into sweeps (job, ran_at) values (${job}, ${at})
    on conflict (job) do update set ran_at = excluded.ran_at`;
}

/** When each job last ran to its end. */
export async function findSweeps(sql: Connection): Promise<Map<Sweep, Date>> {
  const rows = await sql<{ job: Sweep; ranAt: Date }[]>`select job, ran_at from sweeps`;
  return new Map(rows.map(({ job, ranAt }) => [job, ranAt]));
}
