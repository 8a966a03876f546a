import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { type ChildLimits, type Guard, guardChild } from './guard-child.ts';

const ROOMY = { milliseconds: 20_000, memory: 2 ** 40, watchEvery: 5 };
const WAITS = ['-e', 'setInterval(() => undefined, 1000)'];
const start = (program: string, args: string[] = []) => spawn(program, args, { stdio: 'ignore' });

/** Why a child died that these limits are for. */
async function deathOf(child: ReturnType<typeof start>, limits: Partial<ChildLimits>, then?: (guard: Guard) => void) {
  return new Promise<string>((died) => {
    const guard = guardChild(child, { ...ROOMY, ...limits }, died);
    then?.(guard);
  });
}

it('says why a child ended, or was ended', async () => {
  expect(await deathOf(start(process.execPath, ['-e', 'process.exit(3)']), {})).toBe('ended with 3');
  expect(await deathOf(start(process.execPath, WAITS), { milliseconds: 30 })).toBe('took longer than 0.03 s');
  expect(await deathOf(start(process.execPath, WAITS), { memory: 1024 ** 2 })).toBe('needed more than 1 MiB of memory');
  const twice = ({ kill }: Guard) => [kill('is not wanted'), kill('is late')];
  expect(await deathOf(start(process.execPath, WAITS), {}, twice)).toBe('is not wanted');
});

it('says so where there is no process at all, which has no exit', async () => {
  const asked = ({ kill }: Guard) => kill('could not be asked');
  expect(await deathOf(start('/no/such/program'), {})).toBe('could not be started: spawn /no/such/program ENOENT');
  expect(await deathOf(start('/no/such/program'), {}, asked)).toBe('could not be asked');
});

it('leaves one alone that is released', async () => {
  const child = start(process.execPath, ['-e', 'setTimeout(() => undefined, 100)']);
  const deaths: string[] = [];
  guardChild(child, { ...ROOMY, milliseconds: 1, memory: 1 }, (why) => deaths.push(why)).release();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(deaths).toEqual([]);
});
