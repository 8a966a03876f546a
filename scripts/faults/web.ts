import { setTimeout as sleep } from 'node:timers/promises';
import { generateSarif } from '../../bench/generate-sarif.ts';
import { deliver, deliverSurely, readOpen, untilSettled } from './api.ts';
import type { Fault, FaultReport, FaultRun } from './fault.ts';
import { killHard } from './processes.ts';

const RESULTS = 300;
const AT_ONCE = 4;

/** Kills the web process while it takes reports in: an answer counts, no answer may be either, sent again it is one. */
async function killWeb(run: FaultRun): Promise<FaultReport> {
  const { plumbline } = run;
  const repo = 'faults/web';
  const failures: string[] = [];
  let answered = 0;
  let open = 0;
  for (let round = 0; round < run.rounds; round += 1) {
    const sent = Array.from({ length: AT_ONCE }, (_, index) => {
      const seed = round * AT_ONCE + index;
      const query = { repo, ref: 'main', label: `label-${seed}`, commit: `eb${String(seed).padStart(6, '0')}` };
      const body = new Uint8Array(Buffer.from([...generateSarif(RESULTS, 5000 + seed)].join('')));
      return { query, body };
    });
    const first = sent.map(({ query, body }) => deliver(plumbline, query, body));
    await sleep(run.random() * 150);
    killHard(plumbline.dataDir, 'web');
    const answers = await Promise.all(first);
    for (const [index, { query, body }] of sent.entries()) {
      const again = await deliverSurely(plumbline, query, body);
      const before = answers[index];
      if (before) answered += 1;
      if (before && before.id !== again.id) failures.push(`${before.id} was acknowledged, then became ${again.id}`);
      const { upload } = await untilSettled(plumbline, again.id, 60);
      if (upload.status !== 'processed' || upload.introduced !== RESULTS) {
        failures.push(`${upload.id}: ${upload.status}, ${upload.introduced} introduced`);
      }
      open += RESULTS;
    }
    const seen = await readOpen(plumbline, repo);
    if (seen !== open) failures.push(`round ${round}: ${seen} findings, not ${open}`);
  }
  const numbers = `${run.rounds} kills, ${run.rounds * AT_ONCE} reports, ${answered} answered before the kill, all applied once`;
  return { numbers, failures };
}

export const WEB_FAULT: Fault = { name: 'kill -9 the web process', run: killWeb };
