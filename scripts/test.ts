import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';
import { runBrowserTests } from './test/browser.ts';
import { CHECKS } from './test/checks.ts';
import { runRounds } from './test/report.ts';
import { runVitest } from './test/vitest.ts';

mkdirSync(join(ROOT, '.test'), { recursive: true });
// Tests in the browser wait more than they work: beside the others they cost a third less time. The checks come before
// them, because the build writes types that they read.
await runRounds(CHECKS, [
  { name: 'unit, database and API tests', run: runVitest },
  { name: 'browser tests', run: runBrowserTests },
]);
