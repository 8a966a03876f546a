import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childRights, type ReportFolders } from '../../upload/read/child-rights.ts';
import { residentMemory } from '../../upload/read/resident-memory.ts';
import type { PathsAnswer, PathsRequest } from './protocol.ts';

const MIB = 1024 * 1024;
/** An organization of 5,000 repositories and 1,000 people takes a third of the time. */
const LIMITS = { milliseconds: 180_000, memory: 640 * MIB, watchEvery: 500 };
const ENTRY = fileURLToPath(new URL('./child.ts', import.meta.url));

/** The child died, took too long or too much memory: doing it again would end the same way. */
export class PathsDiedError extends Error {}

/**
 * Computes paths in a process of its own, which has no database, no keys and no right but to read code and reports and to
 * write into the spool: a large organization does not hold up imports, and a hostile inventory ends the child alone.
 * @throws PathsDiedError
 */
export function computeApart(folders: ReportFolders, request: PathsRequest): Promise<PathsAnswer> {
  const child = fork(ENTRY, [], {
    execArgv: [
      '--max-old-space-size=320',
      '--max-semi-space-size=8',
      '--disable-warning=ExperimentalWarning',
      ...childRights(folders),
    ],
    serialization: 'advanced',
    env: { PATH: process.env.PATH ?? '', NODE_ENV: process.env.NODE_ENV ?? 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return answerOf(child, request);
}

function answerOf(child: ChildProcess, request: PathsRequest): Promise<PathsAnswer> {
  return new Promise((resolve, reject) => {
    let killed: string | null = null;
    const kill = (why: string): void => {
      killed ??= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => kill(`took longer than ${LIMITS.milliseconds / 1000} s`), LIMITS.milliseconds);
    const watch = setInterval(async () => {
      const memory = await residentMemory(child.pid ?? 0);
      if (memory > LIMITS.memory) kill(`needed more than ${LIMITS.memory / MIB} MiB of memory`);
    }, LIMITS.watchEvery);
    child.once('message', (answer: PathsAnswer) => resolve(answer));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      clearInterval(watch);
      // After an answer this changes nothing.
      reject(new PathsDiedError(`Computing the paths ${killed ?? `ended with ${signal ?? code}`}.`));
    });
    child.send(request, (error) => error && kill(`could not be asked: ${error.message}`));
  });
}
