import { CHECKS } from './test/checks.ts';
import { runSteps } from './test/report.ts';

await runSteps(CHECKS);
