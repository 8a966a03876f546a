import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '#lib/errors.ts';
import { birthOf, isAlive } from './process.ts';

/** Process that holds the lock, null when nobody living does. */
export function lockHolder(file: string): number | null {
  try {
    const [pid = 0, birth = ''] = readFileSync(file, 'utf8').trim().split(' ');
    const holder = Number(pid);
    return holder > 0 && isAlive(holder) && birthOf(holder) === birth ? holder : null;
  } catch {
    return null;
  }
}

function create(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${birthOf(process.pid)}`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  }
}

/**
 * Takes a lock file of this process for as long as it lives or until the returned function is called.
 * Waits up to `patience` milliseconds for a living holder; returns null when that one keeps it.
 */
export async function takeLock(file: string, patience: number): Promise<(() => void) | null> {
  const until = Date.now() + patience;
  for (;;) {
    if (create(file)) return () => rmSync(file, { force: true });
    if (lockHolder(file) !== null) {
      if (Date.now() > until) return null;
      await sleep(50);
      continue;
    }
    // Either its holder died or it is writing its name at this moment.
    await sleep(50);
    if (lockHolder(file) === null) rmSync(file, { force: true });
  }
}
