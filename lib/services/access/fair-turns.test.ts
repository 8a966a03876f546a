import { describe, expect, it } from 'vitest';
import { FairTurns } from './fair-turns.ts';

const LIMITS = { atOnce: 1, waiting: 4, waitingOfOne: 3 };

/** Turns whose work ends when told to, and what came of each. */
function turnsWith(options = LIMITS) {
  const turns = new FairTurns(options);
  const log: string[] = [];
  const running: (() => void)[] = [];
  const ask = (source: string, name: string): Promise<string> =>
    turns
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

describe('turns', () => {
  it('go round the sources, whoever came first', async () => {
    const { ask, end, log } = turnsWith();
    const asked = [ask('a', 'a1'), ask('a', 'a2'), ask('a', 'a3'), ask('b', 'b1'), ask('b', 'b2')];
    for (let n = 0; n < 5; n += 1) await end();
    expect(log).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
    expect(await Promise.all(asked)).toEqual(['a1 done', 'a2 done', 'a3 done', 'b1 done', 'b2 done']);
  });

  it('are refused to a source that has its share waiting', async () => {
    const { ask } = turnsWith();
    for (const name of ['a1', 'a2', 'a3', 'a4']) void ask('a', name);
    expect(await ask('a', 'a5')).toBe('a5 unavailable');
  });

  it('leave room for others while a flood lasts: who has most waiting loses its latest', async () => {
    const { ask, end, log } = turnsWith();
    void ask('a', 'a1');
    const flood = ['a2', 'a3', 'a4'].map((name) => ask('a', name));
    void ask('b', 'b1');
    void ask('c', 'c1');
    expect(await flood[2]).toBe('a4 unavailable');
    for (let n = 0; n < 4; n += 1) await end();
    expect(log).toEqual(['a1', 'a2', 'b1', 'c1', 'a3']);
  });

  it('are refused when many sources wait and nobody has more than the others', async () => {
    const { ask } = turnsWith();
    for (const name of ['a', 'b', 'c', 'd', 'e']) void ask(name, name);
    expect(await ask('f', 'f1')).toBe('f1 unavailable');
  });

  it('go on after work that fails', async () => {
    const turns = new FairTurns(LIMITS);
    await expect(turns.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.run('a', async () => 'yes')).toBe('yes');
  });
});
