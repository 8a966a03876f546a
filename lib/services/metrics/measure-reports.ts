import { setCounter, sumStoredBytes } from '#db/queries/metrics.ts';
import { inTransaction } from '#db/transaction.ts';
import type { MetricName } from '#lib/domain/metrics/metrics.ts';
import type { System } from '#lib/system.ts';

const SERIES: MetricName = 'plumbline_report_bytes';

/** Counts the bytes of all stored reports, for the metrics. */
export async function measureReports({ sql }: Pick<System, 'sql'>): Promise<void> {
  const bytes = await sumStoredBytes(sql);
  await inTransaction(sql, (tx) => setCounter(tx, SERIES, bytes));
}
