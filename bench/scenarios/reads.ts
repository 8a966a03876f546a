import { type Plumbline, quantile } from '../plumbline.ts';
import type { Report } from '../report.ts';

const TIMES = 60;

const READS: readonly [what: string, path: string][] = [
  ['Today', '/api/v1/posture'],
  ['repositories', '/api/v1/repos?limit=50'],
  ['findings, open by risk', '/api/v1/findings?limit=50'],
  ['findings, one severity and category', '/api/v1/findings?severity=high&category=sast&limit=50'],
  ['findings, newest', '/api/v1/findings?sort=-opened&limit=50'],
  ['findings, text', '/api/v1/findings?q=module-77&limit=50'],
  ['findings, facets', '/api/v1/findings/facets'],
  ['queue', '/api/v1/actions?limit=50'],
  ['queue, one lane', '/api/v1/actions?lane=by_value&limit=50'],
  ['queue, overdue', '/api/v1/actions?due=overdue&limit=50'],
  ['queue, SLA at risk', '/api/v1/actions?sla=at_risk&limit=50'],
  ['queue, text', '/api/v1/actions?q=module-77&limit=50'],
  ['uploads', '/api/v1/uploads?limit=50'],
];

/** Each read of a screen over HTTP, one after another, on the data that the ingest scenarios left. */
export async function reads(plumbline: Plumbline, report: Report): Promise<void> {
  for (const [what, path] of READS) {
    const times: number[] = [];
    for (let index = 0; index < TIMES + 5; index += 1) {
      const started = performance.now();
      const response = await fetch(plumbline.url + path, {
        headers: { authorization: `Bearer ${plumbline.apiToken}` },
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      if (index >= 5) times.push(performance.now() - started);
    }
    const p95 = quantile(times, 0.95);
    report.add({
      what: `API read: ${what}`,
      measured: `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
      target: 'p95 ≤ 50 ms',
      met: p95 <= 50,
    });
  }
}
