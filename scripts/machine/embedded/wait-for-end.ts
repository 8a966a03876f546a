import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '#scripts/bootstrap/process.mjs';

/** Waits until the process is gone; false when it is still there after `milliseconds`. */
export async function waitForEnd(pid: number, milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds;
  for (let pause = 10; isAlive(pid); pause *= 1.5) {
    if (Date.now() > until) return false;
    await sleep(Math.min(pause, 250));
  }
  return true;
}
