import { addCounters } from '#db/queries/metrics.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Measures } from '#lib/domain/metrics/metrics.ts';
import { messageOf } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';

/** Adds what a worker has counted to what all have, where the web process finds it. */
export async function flushMeasures(
  { systemSql, log }: Pick<System, 'systemSql' | 'log'>,
  measures: Measures,
): Promise<void> {
  const values = measures.take();
  if (values.length === 0) return;
  // Counts that do not arrive are lost: they are not worth a second count of the same.
  await inTransaction(systemSql, (tx) => addCounters(tx, values)).catch((error: unknown) => {
    log.warn(`figures for the metrics are lost: ${messageOf(error)}`);
  });
}
