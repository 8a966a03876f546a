import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { rollUpJob } from '#lib/jobs/roll-up.ts';
import type { System } from '#lib/system.ts';

/**
 * Orders a roll-up now, once where one waits already. A worker does so when it starts: a migration may have asked for new
 * scores, and repositories have none until then. Those scored today are left alone.
 */
export async function queueRollUp({ systemSql }: Pick<System, 'systemSql'>): Promise<void> {
  await inTransaction(systemSql, (tx) => addJob(tx, orderOf(rollUpJob, {})));
}
