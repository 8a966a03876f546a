import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newReport } from './report.ts';
import { type Served, screens } from './scenarios/screens.ts';

// The screens alone, against a Plumbline that runs already: `E2E_URL` and `DATA_DIR` say which one.

const PLUMBLINE = join(import.meta.dirname, '../scripts/plumbline.ts');
const run = promisify(execFile);

const served: Served = {
  url: process.env.E2E_URL ?? 'http://localhost:3000',
  command: async (...args) => ({ code: 0, ...(await run(process.execPath, [PLUMBLINE, ...args])) }),
};
const report = newReport();
await screens(served, report);
process.exitCode = report.lines.some((line) => line.met === false) ? 1 : 0;
