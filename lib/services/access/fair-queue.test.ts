import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

const LIMITS = { atOnce: 1, waiting: 4, waitingOfOne: 3 };

/** A queue whose tasks end when the test says so, and the outcome of each task. */
function queueWith(options = LIMITS) {
  const queue = new FairQueue(options);
  const log: string[] = [];
  const running: (() => void)[] = [];
  const ask = (source: string, name: string): Promise<string> =>
    queue
      .run(source, () => {
        log.push(name);
        return new Promise<void>((resolve) => running.push(resolve));
      })
      .then(
        () => `${name} done`,
        (error: { code: string }) => `${name} ${error.code}`,
      );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const end = async () => {
    await settled();
    running.shift()?.();
    await settled();
  };
  return { ask, end, log };
}

describe('a fair queue', () => {
  it('serves the sources in turn, whoever came first', async () => {
    const { ask, end, log } = queueWith();
    const asked = [ask('a', 'a1'), ask('a', 'a2'), ask('a', 'a3'), ask('b', 'b1'), ask('b', 'b2')];
    for (let n = 0; n < 5; n += 1) await end();
    expect(log).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
    expect(await Promise.all(asked)).toEqual(['a1 done', 'a2 done', 'a3 done', 'b1 done', 'b2 done']);
  });

  it('refuses a source that has its share waiting', async () => {
    const { ask } = queueWith();
    for (const name of ['a1', 'a2', 'a3', 'a4']) void ask('a', name);
    expect(await ask('a', 'a5')).toBe('a5 unavailable');
  });

  it('makes room during a flood: the source with the longest queue loses its latest request', async () => {
    const { ask, end, log } = queueWith();
    void ask('a', 'a1');
    const flood = ['a2', 'a3', 'a4'].map((name) => ask('a', name));
    void ask('b', 'b1');
    void ask('c', 'c1');
    expect(await flood[2]).toBe('a4 unavailable');
    for (let n = 0; n < 4; n += 1) await end();
    expect(log).toEqual(['a1', 'a2', 'b1', 'c1', 'a3']);
  });

  it('refuses when it is full and no source has more waiting than the others', async () => {
    const { ask } = queueWith();
    for (const name of ['a', 'b', 'c', 'd', 'e']) void ask(name, name);
    expect(await ask('f', 'f1')).toBe('f1 unavailable');
  });

  it('goes on after a task that fails', async () => {
    const queue = new FairQueue(LIMITS);
    await expect(queue.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await queue.run('a', async () => 'yes')).toBe('yes');
  });
});
