import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './progress.mjs';

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8').trim());
  } catch {
    return 0;
  }
}

function tryLock(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** Runs `work` while no other process does; waits for the one that does, and ignores the lock of a dead one. */
export async function withLock(file, what, work) {
  mkdirSync(dirname(file), { recursive: true });
  let said = false;
  for (let empty = 0; !tryLock(file); ) {
    const holder = holderOf(file);
    // A file that stays empty belongs to a process that died between creating and writing it.
    empty = holder === 0 ? empty + 1 : 0;
    if (empty > 5 || (holder > 0 && !isAlive(holder))) rmSync(file, { force: true });
    else if (holder > 0 && !said) {
      said = true;
      say(`waiting for process ${holder}, which is already ${what}`);
    }
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
