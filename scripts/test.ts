import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';
import { runBrowserTests } from './test/browser.ts';
import { CHECKS } from './test/checks.ts';
import { runSteps } from './test/report.ts';
import { runVitest } from './test/vitest.ts';

mkdirSync(join(ROOT, '.test'), { recursive: true });
await runSteps([
  ...CHECKS,
  { name: 'unit, database and API tests', run: runVitest },
  { name: 'browser tests', run: runBrowserTests },
]);
