import { setTimeout as sleep } from 'node:timers/promises';
import { deliverSurely, untilSettled } from './api.ts';
import type { Fault, FaultReport, FaultRun } from './fault.ts';
import { killHard } from './processes.ts';

const STREAMS = 4;
/** A recount after so many kills. */
const BETWEEN = 10;
/** Findings of a report, and how many of them each report replaces. */
const COUNT = 1200;
const STEP = 300;
const VICTIMS = ['backend', 'worker', 'backend', 'web', 'backend', 'postmaster', 'reader'] as const;

/** Findings `from` to `from + COUNT`: every tenth changes its file with each report. */
function reportOf(stream: number, round: number): Uint8Array<ArrayBuffer> {
  const results = Array.from({ length: COUNT }, (_, index) => {
    const number = round * STEP + index;
    const file = `src/${number % 10 === 0 ? `moved-${round % 2}-` : ''}${number}.ts`;
    const region = { startLine: 1 + (number % 50), snippet: { text: `call(${stream}, ${number});` } };
    return {
      ruleId: `rule-${number % 20}`,
      level: 'error',
      message: { text: `Found ${number}` },
      locations: [{ physicalLocation: { artifactLocation: { uri: file }, region } }],
    };
  });
  const driver = { name: 'faultscan', version: '1.0.0' };
  const run = { tool: { driver }, invocations: [{ executionSuccessful: true }], results };
  return new Uint8Array(Buffer.from(JSON.stringify({ version: '2.1.0', runs: [run] })));
}

class Streams {
  readonly #run: FaultRun;
  readonly #rounds: number[] = Array<number>(STREAMS).fill(0);
  readonly failures: string[] = [];
  uploads = 0;
  #stopping = false;
  #lanes: Promise<void>[] = [];

  constructor(run: FaultRun) {
    this.#run = run;
  }

  start(): void {
    this.#stopping = false;
    this.#lanes = this.#rounds.map((_, stream) => this.#lane(stream));
    // Awaited by `stop`; until then a failure must not end the process.
    for (const lane of this.#lanes) lane.catch(() => undefined);
  }

  /** Waits until every report that was sent has taken effect. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#lanes);
  }

  async #lane(stream: number): Promise<void> {
    while (!this.#stopping) {
      const round = this.#rounds[stream] ?? 0;
      const query = {
        repo: `faults/stream-${stream}`,
        ref: 'main',
        commit: `5${stream}${String(round).padStart(6, '0')}`,
      };
      const { id } = await deliverSurely(this.#run.plumbline, query, reportOf(stream, round));
      const { upload } = await untilSettled(this.#run.plumbline, id, 120);
      const expected = round === 0 ? COUNT : STEP;
      if (upload.status !== 'processed' || upload.introduced !== expected) {
        this.failures.push(`stream ${stream}, report ${round}: ${upload.status}, ${upload.introduced} introduced`);
      }
      this.#rounds[stream] = round + 1;
      this.uploads += 1;
    }
  }
}

async function kill({ plumbline, random }: FaultRun, victim: (typeof VICTIMS)[number]): Promise<boolean> {
  if (victim !== 'backend') return killHard(plumbline.dataDir, victim);
  const name = random() < 0.7 ? 'plumbline worker' : 'plumbline web';
  const ended = await plumbline.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name like ${`${name}%`}`.catch(() => []);
  return ended.length > 0;
}

/** Kills at random moments of parallel streams of imports that introduce, fix and move; counts again after every ten. */
async function killUnderStreams(run: FaultRun): Promise<FaultReport> {
  const streams = new Streams(run);
  const hits = new Map<string, number>();
  const kills = run.rounds * 20;
  for (let done = 0; done < kills; done += BETWEEN) {
    streams.start();
    for (let one = 0; one < Math.min(BETWEEN, kills - done); one += 1) {
      await sleep(300 + run.random() * 2500);
      const victim = VICTIMS[Math.floor(run.random() * VICTIMS.length)] ?? 'worker';
      if (await kill(run, victim)) hits.set(victim, (hits.get(victim) ?? 0) + 1);
    }
    await streams.stop();
    const { code, stdout, stderr } = await run.plumbline.command('recount');
    if (code !== 0) streams.failures.push(`after ${done + BETWEEN} kills: ${stdout}${stderr}`.slice(0, 1000));
  }
  const struck = [...hits].map(([victim, times]) => `${victim} ${times}`).join(', ');
  return {
    numbers: `${kills} kills (hit: ${struck}), ${streams.uploads} reports, each applied once`,
    failures: streams.failures,
  };
}

export const STREAMS_FAULT: Fault = { name: 'kill everything under four streams', run: killUnderStreams };
