import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** As a module, the bundler of the web process would look for what it starts, and find nothing. */
const { fork } = process.getBuiltinModule('node:child_process');

/**
 * Starts a file of ours, named from the repository's folder, in a process of its own. It has at most `heap` MiB for what it makes, and
 * nothing of our environment, which has the database's address and keys.
 */
export function startChild(file: string, { heap, flags }: { heap: number; flags: readonly string[] }): ChildProcess {
  return fork(join(ROOT, file), [], {
    execArgv: [`--max-old-space-size=${heap}`, '--disable-warning=ExperimentalWarning', ...flags],
    serialization: 'advanced',
    env: { PATH: process.env.PATH ?? '', NODE_ENV: process.env.NODE_ENV ?? 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
