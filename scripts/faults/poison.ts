import { setTimeout as sleep } from 'node:timers/promises';
import { generateSarif } from '../../bench/generate-sarif.ts';
import { deliverSurely, readUpload, SETTLED, untilSettled } from './api.ts';
import type { Fault, FaultReport, FaultRun } from './fault.ts';
import { killHard } from './processes.ts';

const bytesOf = (count: number) => new Uint8Array(Buffer.from([...generateSarif(count, 77)].join('')));

/** A report whose reader dies each time that it is read: here the reader is killed from outside. */
async function poison({ plumbline, results }: FaultRun): Promise<FaultReport> {
  const repo = 'faults/poison';
  const started = performance.now();
  const { id } = await deliverSurely(plumbline, { repo, ref: 'main', commit: 'bad0001' }, bytesOf(results));
  let upload = await readUpload(plumbline, id);
  while (!(upload && SETTLED.has(upload.status)) && performance.now() - started < 120_000) {
    if (upload?.status === 'processing') killHard(plumbline.dataDir, 'reader');
    await sleep(20);
    upload = await readUpload(plumbline, id);
  }
  const refused = Math.round((performance.now() - started) / 100) / 10;
  const failures: string[] = [];
  if (upload?.status !== 'rejected' || !upload.reason) failures.push(`${upload?.status}: ${upload?.reason}`);
  const next = await deliverSurely(plumbline, { repo, ref: 'main', commit: 'bad0002' }, bytesOf(40));
  const { upload: after, milliseconds } = await untilSettled(plumbline, next.id, 30);
  if (after.status !== 'processed' || after.introduced !== 40) failures.push(`the next one: ${after.status}`);
  const numbers = `rejected after ${refused} s ("${upload?.reason}"), the next one processed in ${Math.round(milliseconds)} ms`;
  return { numbers, failures };
}

export const POISON: Fault = { name: 'a report that its reader dies of', run: poison };
