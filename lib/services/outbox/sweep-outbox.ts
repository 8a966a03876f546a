import { deleteOutboxBefore } from '#db/queries/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import type { System } from '#lib/system.ts';

/** A reader that was away for longer has to look at the findings themselves. */
const KEPT = 30 * DAY_MS;

/** Removes entries of the outbox that are older than thirty days. */
export async function sweepOutbox(system: Pick<System, 'systemSql' | 'now'>): Promise<void> {
  const before = new Date(system.now().getTime() - KEPT);
  await inTransaction(system.systemSql, (tx) => deleteOutboxBefore(tx, before));
}
