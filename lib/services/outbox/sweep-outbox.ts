import { deleteOutboxBefore } from '#db/queries/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { KEEP_OUTBOX_DAYS } from '#lib/domain/retention/records.ts';
import { addDays } from '#lib/domain/time.ts';
import type { System } from '#lib/system.ts';

/** Removes entries of the outbox that are older than thirty days. */
export async function sweepOutbox(system: Pick<System, 'systemSql' | 'now'>): Promise<void> {
  const before = addDays(system.now(), -KEEP_OUTBOX_DAYS);
  await inTransaction(system.systemSql, (tx) => deleteOutboxBefore(tx, before));
}
