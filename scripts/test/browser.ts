import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#lib/errors.ts';
import { ROOT } from '../root.ts';
import { findChromium } from './chromium.ts';
import { failure, fromPlaywright, NOTHING, type Outcome } from './outcome.ts';
import { runNode } from './run.ts';
import { startServer } from './server.ts';

/** Browser tests against a whole, freshly built Plumbline. */
export async function runBrowserTests(): Promise<Outcome> {
  if (globSync('e2e/**/*.spec.ts', { cwd: ROOT }).length === 0) return NOTHING;
  const report = join(ROOT, '.test/playwright.json');
  rmSync(report, { force: true });
  try {
    const browser = await findChromium();
    const server = await startServer('e2e', 'debug');
    try {
      const program = join(ROOT, 'node_modules/playwright/cli.js');
      const env = { ...server.env, PLUMBLINE_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      const { code, output } = await runNode([program, 'test', '--reporter=json'], env);
      const outcome = fromPlaywright(JSON.parse(readFileSync(report, 'utf8')));
      return code !== 0 && outcome.failed === 0
        ? failure(`playwright ended with ${code}\n${output.slice(-4000)}`)
        : outcome;
    } finally {
      await server.stop();
    }
  } catch (error) {
    return failure(`browser tests\n${messageOf(error)}`);
  }
}
