import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf, isAlive } from './process.mjs';
import { say } from './progress.mjs';

/**
 * Process that has the lock, null when nobody living does.
 * @param {string} file
 * @returns {number | null}
 */
export function lockHolder(file) {
  try {
    const [pid = '', birth = ''] = readFileSync(file, 'utf8').trim().split(' ');
    const holder = Number(pid);
    return holder > 0 && isAlive(holder) && birthOf(holder) === birth ? holder : null;
  } catch {
    return null;
  }
}

/** @param {string} file */
function create(file) {
  try {
    writeFileSync(file, `${process.pid} ${birthOf(process.pid)}`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/**
 * Takes a lock file of this process for as long as it lives or until the returned function is called.
 * Waits up to `patience` milliseconds for a living holder; returns null when that one keeps it.
 * @param {string} file
 * @param {number} patience
 * @returns {Promise<(() => void) | null>}
 */
export async function takeLock(file, patience) {
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

/**
 * Runs `work` while no other process does, however long that one takes.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  let release = await takeLock(file, 2000);
  if (release === null) {
    say(`waiting for process ${lockHolder(file)}, which does the same`);
    release = await takeLock(file, Number.POSITIVE_INFINITY);
  }
  try {
    return await work();
  } finally {
    release?.();
  }
}
