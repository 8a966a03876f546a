import * as sweeps from '#db/queries/sweeps.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Sweep } from '#lib/domain/retention/records.ts';
import type { System } from '#lib/system.ts';

/** Notes that a job that removes old rows ran to its end: Settings, Retention shows when. */
export async function noteSweep({ systemSql, now }: Pick<System, 'systemSql' | 'now'>, job: Sweep): Promise<void> {
  await inTransaction(systemSql, (tx) => sweeps.noteSweep(tx, job, now()));
}
