import { setCounter, sumStoredBytes } from '#db/queries/metrics.ts';
import { inTransaction } from '#db/transaction.ts';
import type { MetricName } from '#lib/domain/metrics/metrics.ts';
import type { System } from '#lib/system.ts';

const SERIES: MetricName = 'plumbline_report_bytes';

/** Counts the bytes of all stored reports, for the metrics. */
export async function measureReports({ systemSql }: Pick<System, 'systemSql'>): Promise<void> {
  const bytes = await sumStoredBytes(systemSql);
  await inTransaction(systemSql, (tx) => setCounter(tx, SERIES, bytes));
}
