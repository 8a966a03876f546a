import { type Plumbline, post, quantile } from '../plumbline.ts';
import type { Report } from '../report.ts';
import { sarif } from './ingest.ts';

const TIMES = 120;

/** Reports of 50 results, each with `wait`, one after another over ten repositories. */
export async function small(plumbline: Plumbline, report: Report): Promise<void> {
  const times: number[] = [];
  for (let index = 0; index < TIMES; index += 1) {
    const { milliseconds } = await post(plumbline, { repo: `bench/small-${index % 10}` }, sarif(50, 1000 + index));
    if (index >= 20) times.push(milliseconds);
  }
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  report.add({
    what: 'report of 50 new results, POST to processed',
    measured: `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
    target: 'p50 ≤ 60 ms, p99 ≤ 250 ms',
    met: p50 <= 60 && p99 <= 250,
  });
}
