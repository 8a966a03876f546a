import type { ChildProcess } from 'node:child_process';
import { messageOf } from '#lib/errors.ts';
import { guardChild } from '../../apart/guard-child.ts';
import { residentMemory } from '../../apart/resident-memory.ts';
import { startChild } from '../../apart/start-child.ts';
import { childRights, type ReportFolders } from './child-rights.ts';
import {
  type CanonicalNames,
  type IndexBatch,
  type Reader,
  ReaderDiedError,
  ReadingFailedError,
  type ReadMessage,
  type ReadNames,
  type ReadOutcome,
  type ReadRequest,
} from './protocol.ts';
import { readerVersion } from './reader-version.ts';

export type { ReadOutcome } from './protocol.ts';

export interface ReaderPoolOptions {
  /** Wall time for one report, milliseconds. */
  timeout: number;
  /** Resident memory at which a child is killed, and above which an idle one is replaced, bytes. */
  maxMemory: number;
  retireMemory: number;
  /** Milliseconds between two checks of a child's memory. */
  watchEvery: number;
  /** The only files, beside our code, that children may touch. Null, in tests: whatever their user may. */
  folders: ReportFolders | null;
}

const MIB = 1024 * 1024;
/** Without folders on purpose: who starts a pool has to say which. */
export const READER_LIMITS: Omit<ReaderPoolOptions, 'folders'> = {
  timeout: 120_000,
  maxMemory: 480 * MIB,
  retireMemory: 320 * MIB,
  watchEvery: 500,
};
const ENTRY = 'lib/services/upload/read/child.ts';

/** Children that read one report at a time and are used again; one that crashed or grew too large is replaced. */
export class ReaderPool implements Reader {
  readonly #options: ReaderPoolOptions;
  #idle: ChildProcess[] = [];
  #all = new Set<ChildProcess>();

  constructor(options: ReaderPoolOptions) {
    this.#options = options;
    // Compute it at the start: an upgrade may replace the sources while this process runs the old ones.
    readerVersion();
  }

  /** Starts a child ahead of the first report, so that it does not wait for the start. */
  warm(): void {
    if (this.#idle.length === 0) this.#idle.push(this.#spawn());
  }

  /** Children alive now. */
  get size(): number {
    return this.#all.size;
  }

  async read(request: ReadRequest, canonicalNames: CanonicalNames): Promise<ReadOutcome> {
    const child = this.#idle.pop() ?? this.#spawn();
    const outcome = await this.#ask(child, request, canonicalNames);
    const memory = child.pid === undefined ? 0 : await residentMemory(child.pid);
    if (memory > this.#options.retireMemory) this.#retire(child);
    else this.#idle.push(child);
    return outcome;
  }

  close(): void {
    for (const child of this.#all) child.kill('SIGKILL');
    this.#idle = [];
  }

  #retire(child: ChildProcess): void {
    this.#all.delete(child);
    child.kill('SIGKILL');
  }

  #fail(child: ChildProcess, reject: (error: Error) => void, error: Error): void {
    this.#retire(child);
    reject(error);
  }

  #spawn(): ChildProcess {
    const { folders } = this.#options;
    const child = startChild(ENTRY, { heap: 320, flags: folders === null ? [] : childRights(folders) });
    this.#all.add(child);
    const forget = (): void => {
      this.#all.delete(child);
      this.#idle = this.#idle.filter((other) => other !== child);
    };
    child.on('exit', forget);
    // One that could not be started.
    child.on('error', forget);
    return child;
  }

  #ask(child: ChildProcess, request: ReadRequest, canonicalNames: CanonicalNames): Promise<ReadOutcome> {
    return new Promise((resolve, reject) => {
      const index: IndexBatch[] = [];
      const { timeout: milliseconds, maxMemory: memory, watchEvery } = this.#options;
      const guard = guardChild(child, { milliseconds, memory, watchEvery }, (why) =>
        settle(() => reject(new ReaderDiedError(why))),
      );
      const settle = (finish: () => void): void => {
        guard.release();
        child.off('message', onMessage);
        finish();
      };
      // The child waits for the answer: without one it is of no use any more.
      const answer = (groups: string[][]): void =>
        void canonicalNames(groups).then(
          (names) => child.connected && child.send({ kind: 'canonical', id: request.id, names } satisfies ReadNames),
          (error: unknown) =>
            settle(() => this.#fail(child, reject, error instanceof Error ? error : new Error(messageOf(error)))),
        );
      const onMessage = (message: ReadMessage): void => {
        if (message.id !== request.id) return;
        if (message.kind === 'index') index.push(message);
        else if (message.kind === 'names') answer(message.groups);
        else if (message.kind === 'done') settle(() => resolve({ done: message, index }));
        else if (message.kind === 'failed') settle(() => this.#fail(child, reject, new ReadingFailedError(message)));
        else settle(() => resolve({ refused: message }));
      };
      child.on('message', onMessage);
      child.send(request, (error) => error && guard.kill(`could not be asked: ${error.message}`));
    });
  }
}
