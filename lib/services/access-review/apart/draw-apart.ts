import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Fault } from '#lib/errors.ts';
import { residentMemory } from '../../upload/read/resident-memory.ts';
import { DOCUMENT_FILE, type DrawAnswer, type DrawRequest } from './protocol.ts';

const MIB = 1024 * 1024;
/** Twenty thousand rights, as many as a review may have, take a third of both. */
const LIMITS = { milliseconds: 180_000, memory: 900 * MIB, watchEvery: 500 };

/** Bundled code of the web process has no `import.meta.dirname`; that process runs in the repository's folder. */
const ROOT = import.meta.dirname === undefined ? process.cwd() : resolve(import.meta.dirname, '../../../..');
const CODE = ['db', 'lib', 'node_modules', 'package.json'];
/** As a module, the bundler of the web process would look for what it starts, and find nothing. */
const { fork } = process.getBuiltinModule('node:child_process');

/**
 * Draws the document of a review in a process of its own, which has no database, no keys and no right but to read code, and to
 * read and write in the folder of the request: thousands of pages hold up no request of others.
 * @throws Fault unavailable
 */
export async function drawApart(request: DrawRequest): Promise<Buffer> {
  const { folder } = request;
  const reads = [...CODE.map((name) => join(ROOT, name)), folder];
  const child = fork(join(ROOT, 'lib/services/access-review/apart/child.ts'), [], {
    execArgv: [
      '--max-old-space-size=512',
      '--disable-warning=ExperimentalWarning',
      '--permission',
      ...reads.map((path) => `--allow-fs-read=${path}`),
      `--allow-fs-write=${folder}`,
    ],
    serialization: 'advanced',
    env: { PATH: process.env.PATH ?? '', NODE_ENV: process.env.NODE_ENV ?? 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const problem = await problemOf(child, request);
  if (problem === null) return readFile(join(folder, DOCUMENT_FILE));
  const detail = `The document could not be drawn: it ${problem}. The table (evidence.csv) has the same rows.`;
  throw new Fault('unavailable', detail, { retryAfter: 60 });
}

/** Why there is no document; null: there is. */
function problemOf(child: ChildProcess, request: DrawRequest): Promise<string | null> {
  return new Promise((done) => {
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
    child.once('message', (answer: DrawAnswer) => done(answer.kind === 'done' ? null : `failed, ${answer.message}`));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      clearInterval(watch);
      // After an answer this changes nothing.
      done(killed ?? `ended with ${signal ?? code}`);
    });
    child.send(request, (error) => error && kill(`could not be asked, ${error.message}`));
  });
}
