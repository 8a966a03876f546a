import { setTimeout as sleep } from 'node:timers/promises';
import { generateSarif } from '../../bench/generate-sarif.ts';
import { deliverSurely, readUpload, SETTLED, untilSettled } from './api.ts';
import { type Fault, type FaultReport, type FaultRun, slowest } from './fault.ts';
import { History } from './history.ts';
import { killHard, type Victim } from './processes.ts';

/** Seconds after the last kill in which an upload must have taken effect. */
const PATIENCE = 60;

/** Strikes at a random moment of an import; false when it was over before. */
type Kill = (run: FaultRun, id: string, usual: number) => Promise<boolean>;

const bytesOf = (count: number, seed: number) => new Uint8Array(Buffer.from([...generateSarif(count, seed)].join('')));

const hard =
  (victim: Victim): Kill =>
  async ({ plumbline, random }, id, usual) => {
    await sleep(random() * usual);
    const before = await readUpload(plumbline, id);
    return killHard(plumbline.dataDir, victim) && before !== null && !SETTLED.has(before.status);
  };

/** Ends the connection that the import's transaction runs on, once it has lasted for a random part of an import. */
const cutConnection: Kill = async ({ plumbline: { sql }, random }, _id, usual) => {
  const after = Math.round((random() * usual) / 2);
  for (const until = performance.now() + 3 * usual; performance.now() < until; await sleep(5)) {
    const cut = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'plumbline worker' and xact_start < clock_timestamp() - ${after} * interval '1 ms'`;
    if (cut.length > 0) return true;
  }
  return false;
};

/** One upload a round, each with findings of its own; every count seen meanwhile is that before or after it. */
async function importUnderKills(run: FaultRun, repo: string, kill: Kill): Promise<FaultReport> {
  const history = new History(run.plumbline, repo);
  try {
    return await watched(run, repo, kill, history);
  } finally {
    // Otherwise the watcher of a run that failed would never stop.
    await history.stop();
  }
}

async function watched(run: FaultRun, repo: string, kill: Kill, history: History): Promise<FaultReport> {
  const { plumbline, results } = run;
  const failures: string[] = [];
  const recovered: number[] = [];
  let hits = 0;
  let usual = 0;
  for (let round = 0; round <= run.rounds; round += 1) {
    history.only(round * results, (round + 1) * results);
    const query = { repo, ref: 'main', label: `round-${round}`, commit: `f0${String(round).padStart(6, '0')}` };
    const { id } = await deliverSurely(plumbline, query, bytesOf(results, 1000 + round));
    const delivered = performance.now();
    // The first import is left alone: it says how long one takes.
    if (round > 0 && (await kill(run, id, usual))) hits += 1;
    const { upload, milliseconds } = await untilSettled(plumbline, id, PATIENCE);
    // The load of the machine varies: within the shortest time so far an import is certainly running.
    const whole = performance.now() - delivered;
    usual = round === 0 ? whole : Math.min(usual, whole);
    if (round > 0) recovered.push(milliseconds);
    if (upload.status !== 'processed' || upload.introduced !== results) {
      failures.push(`round ${round}: ${upload.status}, ${upload.introduced} introduced: ${upload.reason}`);
    }
    history.only((round + 1) * results);
    const again = await deliverSurely(plumbline, query, bytesOf(results, 1000 + round));
    if (!again.duplicate || again.id !== id) failures.push(`round ${round}: sent again it became ${again.id}`);
  }
  await history.stop();
  const numbers =
    `${run.rounds} kills, ${hits} in the middle of an import of ${results.toLocaleString('en')} results, ` +
    `processed at most ${slowest(recovered)} s later (quickest ${slowest([usual])} s), ${history.readings} readings`;
  return { numbers, failures: [...failures, ...history.wrong] };
}

export const IMPORT_FAULTS: readonly Fault[] = [
  { name: 'kill -9 the worker', run: (run) => importUnderKills(run, 'faults/worker', hard('worker')) },
  {
    name: 'kill -9 the reading child',
    run: (run) => importUnderKills({ ...run, rounds: Math.ceil(run.rounds / 2) }, 'faults/reader', hard('reader')),
  },
  { name: 'cut the worker off the database', run: (run) => importUnderKills(run, 'faults/backend', cutConnection) },
  { name: 'kill -9 the database', run: (run) => importUnderKills(run, 'faults/postmaster', hard('postmaster')) },
];
