import { addJob } from '#db/queries/jobs.ts';
import { findDueSinks, listSendingOrganizations } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import { deliverEventsJob } from '#lib/jobs/deliver-events.ts';
import { orderOf } from '#lib/jobs/job.ts';
import type { System } from '#lib/system.ts';

/** Orders a delivery for each sink that something may have to be sent to, once where one waits already. */
export async function queueSinks({ systemSql, now: clock }: Pick<System, 'systemSql' | 'now'>): Promise<void> {
  const now = clock();
  for (const orgId of await listSendingOrganizations(systemSql)) {
    const sql = systemSql.boundTo(orgId);
    for (const sinkId of await findDueSinks(sql, { orgId }, now)) {
      await inTransaction(sql, (tx) => addJob(tx, orderOf(deliverEventsJob, { orgId, sinkId })));
    }
  }
}
