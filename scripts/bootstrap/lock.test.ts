import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { lockHolder, takeLock, withLock } from './lock.mjs';

const home = mkdtempSync(join(tmpdir(), 'plumbline-lock-'));
const file = join(home, 'lock');
beforeEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(home, { recursive: true }));

describe('a lock file', () => {
  it('is kept by a living process until it lets go', async () => {
    const release = await takeLock(file, 0);
    expect(lockHolder(file)).toBe(process.pid);
    expect(await takeLock(file, 0)).toBeNull();
    release?.();
    expect(lockHolder(file)).toBeNull();
    expect(await takeLock(file, 0)).not.toBeNull();
  });

  it('is taken from the dead, from who never wrote a name, and from a stranger with the id of the dead', async () => {
    const birth = (await takeLock(file, 0)) && readFileSync(file, 'utf8').split(' ')[1];
    for (const left of ['', `2147483646 ${birth}`, `${process.pid} another birth`]) {
      writeFileSync(file, left);
      expect(await takeLock(file, 0), left).not.toBeNull();
      expect(lockHolder(file), left).toBe(process.pid);
    }
  });

  it('lets one after the other work, also after a failure', async () => {
    const steps: string[] = [];
    const work = (name: string) => async () => {
      steps.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`${name} ends`);
      if (name === 'first') throw new Error('broken');
    };
    const [first] = await Promise.allSettled([withLock(file, work('first')), withLock(file, work('second'))]);
    expect(first.status).toBe('rejected');
    expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });
});
