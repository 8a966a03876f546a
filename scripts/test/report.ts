import { stripVTControlCharacters } from 'node:util';
import { withProgress } from '#scripts/bootstrap/progress.mjs';
import { add, NOTHING, type Outcome, summary } from './outcome.ts';

export interface Step {
  name: string;
  run: () => Promise<Outcome>;
}

/** Runs one step and prints what failed. */
async function runStep({ name, run }: Step): Promise<Outcome> {
  const since = Date.now();
  const outcome = await withProgress(name, run);
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  process.stdout.write(`${outcome.failed > 0 ? '✗' : '✓'} ${name}: ${summary(outcome)} (${seconds} s)\n`);
  for (const text of outcome.failures)
    process.stdout.write(`\n  ✗ ${stripVTControlCharacters(text).trim().replaceAll('\n', '\n    ')}\n\n`);
  return outcome;
}

/** Runs one round after the other, the steps of a round side by side; prints, last of all, the counts. */
export async function runRounds(...rounds: readonly (readonly Step[])[]): Promise<Outcome> {
  let total = NOTHING;
  for (const steps of rounds) total = (await Promise.all(steps.map(runStep))).reduce(add, total);
  process.stdout.write(`\n${summary(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  return total;
}
