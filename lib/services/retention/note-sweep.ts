import * as sweeps from '#db/queries/sweeps.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Job } from '#lib/jobs/job.ts';
import type { System } from '#lib/system.ts';

/** Notes that a job that removes old rows ran to its end: Settings, Retention shows when. */
export async function noteSweep(
  { systemSql, now }: Pick<System, 'systemSql' | 'now'>,
  { id }: Pick<Job, 'id'>,
): Promise<void> {
  await inTransaction(systemSql, (tx) => sweeps.noteSweep(tx, id, now()));
}
