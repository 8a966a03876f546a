import { runFaults } from './faults/run.ts';

const held = await runFaults(process.env);
process.exitCode = held ? 0 : 1;
