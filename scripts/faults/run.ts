import { randomInt } from 'node:crypto';
import { messageOf } from '#lib/errors.ts';
import { startPlumbline } from '../../bench/plumbline.ts';
import { BACKUP_FAULT } from './backup.ts';
import { CROWD } from './crowd.ts';
import { CUTS_FAULT } from './cuts.ts';
import type { Fault, FaultReport, FaultRun } from './fault.ts';
import { IMPORT_FAULTS } from './imports.ts';
import { MAILS_FAULT } from './mails.ts';
import { POISON } from './poison.ts';
import { randomFrom } from './random.ts';
import { SLOW } from './slow.ts';
import { STREAMS_FAULT } from './streams.ts';
import { WEB_FAULT } from './web.ts';

const FAULTS: readonly Fault[] = [
  CUTS_FAULT,
  CROWD,
  SLOW,
  POISON,
  WEB_FAULT,
  STREAMS_FAULT,
  BACKUP_FAULT,
  MAILS_FAULT,
  ...IMPORT_FAULTS,
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function tryFault(fault: Fault, run: FaultRun): Promise<FaultReport> {
  const report = await fault.run(run).catch((error) => ({ numbers: 'ended early', failures: [messageOf(error)] }));
  const recount = await run.plumbline.command('recount');
  if (recount.code === 0) return { ...report, numbers: `${report.numbers}; recount clean` };
  return { ...report, failures: [...report.failures, `recount: ${recount.stdout}${recount.stderr}`.slice(0, 2000)] };
}

/**
 * Every fault against a whole Plumbline of its own, on this machine only. `FAULTS_SEED` repeats the moments,
 * `FAULTS_ROUNDS` says how many kills of each kind (twenty times as many under streams), `FAULTS_ONLY` picks faults by a part of their name.
 * @returns whether everything held
 */
export async function runFaults(env: Record<string, string | undefined>): Promise<boolean> {
  const seed = Number(env.FAULTS_SEED ?? randomInt(1, 2 ** 31));
  const only = env.FAULTS_ONLY ?? '';
  const picked = FAULTS.filter(({ name }) => name.includes(only));
  if (picked.length === 0) {
    say(`No fault has ${JSON.stringify(only)} in its name. There are:`);
    for (const { name } of FAULTS) say(`  ${name}`);
    return false;
  }
  say(`seed ${seed} (FAULTS_SEED=${seed} repeats it)`);
  const plumbline = await startPlumbline('faults');
  let passed = 0;
  let failed = 0;
  try {
    const rounds = Number(env.FAULTS_ROUNDS ?? 10);
    const results = Number(env.FAULTS_RESULTS ?? 20_000);
    for (const fault of picked) {
      const { numbers, failures } = await tryFault(fault, { plumbline, random: randomFrom(seed), rounds, results });
      if (failures.length === 0) passed += 1;
      else failed += 1;
      say(`${failures.length === 0 ? 'ok  ' : 'FAIL'} ${fault.name}: ${numbers}`);
      for (const failure of failures.slice(0, 10)) say(`     ${failure}`);
    }
  } finally {
    await plumbline.stop();
  }
  say(`${passed} passed, ${failed} failed`);
  return failed === 0;
}
