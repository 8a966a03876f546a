import { describe, expect, it } from 'vitest';
import type { Sql } from './client.ts';
import { inTransaction, onLiveConnection } from './transaction.ts';

const lost = () => Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' });

/** A pool whose first `cut` connections are dead already. */
function poolWithDead(cut: number): Sql {
  let left = cut;
  const begin = async (work: (tx: unknown) => Promise<unknown>) => {
    left -= 1;
    if (left >= 0) throw lost();
    return work({});
  };
  return { begin } as never;
}

describe('a connection that was cut', () => {
  it('before a transaction began costs another try', async () => {
    expect(await inTransaction(poolWithDead(2), async () => 'done')).toBe('done');
  });

  it('while a transaction worked is an error: nobody knows what became of it', async () => {
    let tries = 0;
    const work = async () => {
      tries += 1;
      throw lost();
    };
    // The driver's part: it ends the transaction of a connection that closed, whatever the work still does.
    const begin = (run: (tx: unknown) => Promise<unknown>) => Promise.race([run({}), Promise.reject(lost())]);
    await expect(inTransaction({ begin } as never, work)).rejects.toThrow('CONNECTION_CLOSED');
    expect(tries).toBe(1);
  });

  it('is tried again by what may run twice, not for ever', async () => {
    let tries = 0;
    const failing = (times: number) => async () => {
      tries += 1;
      if (tries <= times) throw lost();
      return tries;
    };
    expect(await onLiveConnection(failing(2))).toBe(3);
    await expect(onLiveConnection(failing(99))).rejects.toThrow('CONNECTION_CLOSED');
  });
});
