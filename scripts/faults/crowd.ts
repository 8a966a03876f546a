import { generateSarif } from '../../bench/generate-sarif.ts';
import { deliverSurely, readOpen, untilSettled } from './api.ts';
import type { Fault, FaultReport, FaultRun } from './fault.ts';

const UPLOADS = 200;
const LABELS = 4;

/** Many uploads to one repository at once: all are taken, the newest of each stream is what stays. */
async function crowd({ plumbline, random }: FaultRun): Promise<FaultReport> {
  const repo = 'faults/crowd';
  const base = Date.now() - UPLOADS * 60_000;
  const order = Array.from({ length: UPLOADS }, (_, index) => index).sort(() => random() - 0.5);
  const started = performance.now();
  const sent = await Promise.all(
    order.map(async (index) => {
      const label = index % LABELS;
      const body = new Uint8Array(Buffer.from([...generateSarif(15, 9000 + label)].join('')));
      const started_at = new Date(base + index * 60_000).toISOString();
      const query = {
        repo,
        ref: 'main',
        label: `l${label}`,
        commit: `c0${String(index).padStart(6, '0')}`,
        started_at,
      };
      return { index, ...(await deliverSurely(plumbline, query, body)) };
    }),
  );
  const failures: string[] = [];
  const ids = new Set(sent.map((answer) => answer.id));
  if (ids.size !== UPLOADS) failures.push(`${ids.size} uploads of ${UPLOADS}`);
  const states = new Map<string, number>();
  for (const { id } of sent) {
    const { upload } = await untilSettled(plumbline, id, 120);
    states.set(upload.status, (states.get(upload.status) ?? 0) + 1);
    if (upload.status !== 'processed' && upload.status !== 'superseded') failures.push(`${id}: ${upload.reason}`);
  }
  const open = await readOpen(plumbline, repo);
  if (open !== 15 * LABELS) failures.push(`${open} findings, not ${15 * LABELS}`);
  const [row] = await plumbline.sql<{ deadlocks: number }[]>`
    select deadlocks::int from pg_stat_database where datname = current_database()`;
  if (row?.deadlocks !== 0) failures.push(`${row?.deadlocks} deadlocks`);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const kinds = [...states].map(([state, count]) => `${count} ${state}`).join(', ');
  return { numbers: `${UPLOADS} uploads in ${seconds} s: ${kinds}, no deadlock`, failures };
}

export const CROWD: Fault = { name: '200 uploads to one repository at once', run: crowd };
