import type { ChildProcess } from 'node:child_process';
import { residentMemory } from './resident-memory.ts';

const MIB = 1024 * 1024;

export interface ChildLimits {
  /** Wall time. */
  milliseconds: number;
  /** Resident, in bytes. */
  memory: number;
  /** Milliseconds between two looks at it. */
  watchEvery: number;
}

export interface Guard {
  /** Ends the child for this reason. */
  kill: (why: string) => void;
  /** Lets it go on unwatched. */
  release: () => void;
}

/**
 * Watches a child from now until it ends, or is released: one that takes too long or too much memory is killed.
 * @param died told once why it ended: `took longer than 3 s`
 */
export function guardChild(child: ChildProcess, limits: ChildLimits, died: (why: string) => void): Guard {
  const { milliseconds, memory, watchEvery } = limits;
  let killed: string | null = null;
  const kill = (why: string): void => {
    killed ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => kill(`took longer than ${milliseconds / 1000} s`), milliseconds);
  const watch = setInterval(async () => {
    if ((await residentMemory(child.pid ?? 0)) > memory)
      kill(`needed more than ${Math.round(memory / MIB)} MiB of memory`);
  }, watchEvery);
  const release = (): void => {
    clearTimeout(timer);
    clearInterval(watch);
    child.off('exit', onExit);
    child.off('error', onError);
  };
  const end = (why: string): void => {
    release();
    died(killed ?? why);
  };
  const onExit = (code: number | null, signal: string | null): void => end(`ended with ${signal ?? code}`);
  /** Without a process there is no exit. */
  const onError = ({ message }: Error): void =>
    child.pid === undefined ? end(`could not be started: ${message}`) : kill(message);
  child.on('exit', onExit);
  child.on('error', onError);
  return { kill, release };
}
