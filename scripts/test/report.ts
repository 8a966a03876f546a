import { stripVTControlCharacters } from 'node:util';
import { withProgress } from '#scripts/bootstrap/progress.mjs';
import { add, NOTHING, type Outcome, summary } from './outcome.ts';

export interface Step {
  name: string;
  run: () => Promise<Outcome>;
}

/** Runs the steps one after the other, prints what failed, and last of all the counts. */
export async function runSteps(steps: Step[]): Promise<Outcome> {
  let total = NOTHING;
  for (const step of steps) {
    const since = Date.now();
    const outcome = await withProgress(step.name, step.run);
    const seconds = ((Date.now() - since) / 1000).toFixed(1);
    process.stdout.write(`${outcome.failed > 0 ? '✗' : '✓'} ${step.name}: ${summary(outcome)} (${seconds} s)\n`);
    for (const text of outcome.failures)
      process.stdout.write(`\n  ✗ ${stripVTControlCharacters(text).trim().replaceAll('\n', '\n    ')}\n\n`);
    total = add(total, outcome);
  }
  process.stdout.write(`\n${summary(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  return total;
}
