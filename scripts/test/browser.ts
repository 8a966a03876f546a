import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#lib/errors.ts';
import { ROOT } from '../root.ts';
import { findChromium } from './chromium.ts';
import { add, failure, fromPlaywright, NOTHING, type Outcome } from './outcome.ts';
import { runNode } from './run.ts';
import { startServer } from './server.ts';

/** Tests that expect to be alone, in their order; then those that may run side by side. */
const RUNS = [
  ['--project=first start', '--project=in use'],
  ['--project=side by side', '--workers=2'],
];

/** Browser tests against a whole, freshly built Plumbline. */
export async function runBrowserTests(): Promise<Outcome> {
  if (globSync('e2e/**/*.spec.ts', { cwd: ROOT }).length === 0) return NOTHING;
  try {
    const browser = await findChromium();
    const server = await startServer('e2e', 'debug');
    try {
      const env = { ...server.env, PLUMBLINE_CHROMIUM: browser };
      let outcome = NOTHING;
      for (const [index, args] of RUNS.entries()) outcome = add(outcome, await runPlaywright(args, env, index));
      return outcome;
    } finally {
      await server.stop();
    }
  } catch (error) {
    return failure(`browser tests\n${messageOf(error)}`);
  }
}

async function runPlaywright(args: string[], env: Record<string, string>, index: number): Promise<Outcome> {
  const report = join(ROOT, `.test/playwright-${index + 1}.json`);
  rmSync(report, { force: true });
  const program = join(ROOT, 'node_modules/playwright/cli.js');
  const output = join(ROOT, `.test/playwright-${index + 1}`);
  const { code, output: said } = await runNode([program, 'test', '--reporter=json', `--output=${output}`, ...args], {
    ...env,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  const outcome = fromPlaywright(JSON.parse(readFileSync(report, 'utf8')));
  return code !== 0 && outcome.failed === 0 ? failure(`playwright ended with ${code}\n${said.slice(-4000)}`) : outcome;
}
