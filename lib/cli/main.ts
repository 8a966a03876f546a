import { run } from './run.ts';
import type { StartDatabase } from './verb.ts';

/** The command line. scripts/plumbline.ts has put the installation's settings into the environment. */
export async function main(startDatabase: StartDatabase): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    startDatabase,
  });
}
