import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#lib/errors.ts';
import { ROOT } from '../root.ts';
import { findChromium } from './chromium.ts';
import { add, failure, fromPlaywright, NOTHING, type Outcome } from './outcome.ts';
import { runNode } from './run.ts';
import { startServer, type TestServer } from './server.ts';

/** Each on a Plumbline of its own, beside the other: tests that expect to be alone, in their order, and those that need not be. */
const GROUPS = [
  { name: 'e2e', args: ['--project=first start', '--project=in use'] },
  { name: 'e2e-beside', args: ['--project=side by side'] },
];

/** Browser tests against whole, freshly built Plumblines. */
export async function runBrowserTests(): Promise<Outcome> {
  if (globSync('e2e/**/*.spec.ts', { cwd: ROOT }).length === 0) return NOTHING;
  const servers: TestServer[] = [];
  try {
    const browser = await findChromium();
    // One after the other: the first one builds for both.
    for (const { name } of GROUPS) servers.push(await startServer(name, 'debug'));
    const outcomes = await Promise.all(
      GROUPS.map(({ name, args }, index) =>
        runPlaywright(name, args, { ...servers[index]?.env, PLUMBLINE_CHROMIUM: browser }),
      ),
    );
    return outcomes.reduce(add, NOTHING);
  } catch (error) {
    return failure(`browser tests\n${messageOf(error)}`);
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function runPlaywright(name: string, args: string[], env: Record<string, string>): Promise<Outcome> {
  const report = join(ROOT, `.test/playwright-${name}.json`);
  rmSync(report, { force: true });
  const program = join(ROOT, 'node_modules/playwright/cli.js');
  const output = join(ROOT, `.test/playwright-${name}`);
  const { code, output: said } = await runNode([program, 'test', '--reporter=json', `--output=${output}`, ...args], {
    ...env,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  const outcome = fromPlaywright(JSON.parse(readFileSync(report, 'utf8')));
  return code !== 0 && outcome.failed === 0 ? failure(`playwright ended with ${code}\n${said.slice(-4000)}`) : outcome;
}
