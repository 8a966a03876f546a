import { CHECKS } from './test/checks.ts';
import { runRounds } from './test/report.ts';

await runRounds(CHECKS);
