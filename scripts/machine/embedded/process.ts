import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '#lib/errors.ts';

function statOf(pid: number): string[] | null {
  if (process.platform !== 'linux') return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; fields are counted after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** True while the process runs; a dead one that nobody has collected yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return statOf(pid)?.[0] !== 'Z';
}

/** When the process began, in a form that only equals itself: tells a process from a later one with the same id. */
export function birthOf(pid: number): string {
  return statOf(pid)?.[19] ?? '';
}

/** Waits until the process is gone; false when it is still there after `milliseconds`. */
export async function waitForEnd(pid: number, milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds;
  for (let pause = 10; isAlive(pid); pause *= 1.5) {
    if (Date.now() > until) return false;
    await sleep(Math.min(pause, 250));
  }
  return true;
}
