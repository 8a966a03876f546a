import { run } from './run.ts';
import type { Io } from './verb.ts';

/** Test helper: runs a command line, split at spaces, in this environment. */
export async function runLine(line: string, env: Record<string, string | undefined>, io: Partial<Io> = {}) {
  const said = { out: '', err: '' };
  const code = await run(line.split(' ').filter(Boolean), {
    ...io,
    env,
    out: (words) => {
      said.out += `${words}\n`;
    },
    err: (words) => {
      said.err += `${words}\n`;
    },
  });
  return { code, ...said };
}
