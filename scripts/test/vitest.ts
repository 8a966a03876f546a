import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { failure, fromVitest, type Outcome } from './outcome.ts';
import { runNode } from './run.ts';

/** Unit, database and API tests. */
export async function runVitest(): Promise<Outcome> {
  const report = join(ROOT, '.test/vitest.json');
  rmSync(report, { force: true });
  const program = join(ROOT, 'node_modules/vitest/vitest.mjs');
  // The JSON has no place for errors outside of tests; the dots have.
  const args = ['run', '--reporter=json', '--reporter=dot', `--outputFile=${report}`];
  const { code, output } = await runNode([program, ...args]);
  try {
    const outcome = fromVitest(JSON.parse(readFileSync(report, 'utf8')), ROOT);
    const silent = code !== 0 && outcome.failed === 0;
    return silent ? failure(`vitest ended with ${code}\n${output.slice(-4000)}`) : outcome;
  } catch {
    return failure(`vitest wrote no report (exit ${code})\n${output.slice(-4000)}`);
  }
}
