import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../root.ts';
import type { Fault } from './fault.ts';

const run = promisify(execFile);
const MAILS = 200;
/** For ten rounds. */
const KILLS = 50;

/** The test that kills workers while they send, with more mails and kills than a run of all tests has time for. */
export const MAILS_FAULT: Fault = {
  name: 'workers killed before, within and after a mail is handed over',
  run: async ({ rounds, random }) => {
    const kills = Math.round((KILLS * rounds) / 10);
    const seed = String(1 + Math.floor(random() * 2 ** 30));
    const env = { ...process.env, MAIL_KILLS: String(kills), MAIL_COUNT: String(MAILS), FAULTS_SEED: seed };
    const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', 'lib/services/mail/kills.test.ts'];
    try {
      const { stdout } = await run(process.execPath, args, { cwd: ROOT, env, maxBuffer: 2 ** 24 });
      return { numbers: /\d+ mails, .*came twice/.exec(stdout)?.[0] ?? 'no figures', failures: [] };
    } catch (error) {
      const { stdout = '' } = error as { stdout?: string };
      return { numbers: `${kills} kills`, failures: [stdout.slice(-2000)] };
    }
  },
};
