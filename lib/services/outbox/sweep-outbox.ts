import { deleteDeliveriesBefore } from '#db/queries/deliveries.ts';
import { deleteOutboxBefore } from '#db/queries/outbox.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { inTransaction } from '#db/transaction.ts';
import { KEEP_OUTBOX_DAYS, KEEP_OUTBOX_FOR_SINKS_DAYS } from '#lib/domain/retention/records.ts';
import { addDays } from '#lib/domain/time.ts';
import type { System } from '#lib/system.ts';

/** Removes entries of the outbox that are older than thirty days; what a sink has not got yet, after ninety. */
export async function sweepOutbox(system: Pick<System, 'systemSql' | 'now'>): Promise<void> {
  const [before, atLast] = [
    addDays(system.now(), -KEEP_OUTBOX_DAYS),
    addDays(system.now(), -KEEP_OUTBOX_FOR_SINKS_DAYS),
  ];
  await inTransaction(system.systemSql, (tx) => deleteOutboxBefore(tx, before, atLast));
  for (const orgId of await listOrganizationIds(system.systemSql)) {
    await inTransaction(system.systemSql.boundTo(orgId), (tx) => deleteDeliveriesBefore(tx, { orgId }, before));
  }
}
