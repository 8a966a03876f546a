import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Fault, FaultReport } from './fault.ts';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** The test that cuts connections at statements, here at each of them in every way; `npm test` takes one way for each. */
async function cutEverywhere(): Promise<FaultReport> {
  const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', 'lib/services/upload/laws/cut.test.ts'];
  try {
    const { stdout } = await run(process.execPath, args, { cwd: ROOT, env: { ...process.env, PLUMBLINE_CUTS: 'all' } });
    return { numbers: /Tests\s+.*/.exec(stdout)?.[0] ?? 'no tests ran', failures: [] };
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    return { numbers: 'failed', failures: [stdout.slice(-2000)] };
  }
}

export const CUTS_FAULT: Fault = { name: 'cut a connection at every statement', run: cutEverywhere };
