import { describe, expect, it } from 'vitest';
import { Fault } from '#lib/errors.ts';
import { retry, secondsOf } from './retry.ts';

const NOW = new Date('2026-03-02T09:00:00.000Z');

describe('Retry-After', () => {
  it.each([
    ['30', 30],
    [' 0 ', 0],
    ['Mon, 02 Mar 2026 09:01:30 GMT', 90],
    ['Mon, 02 Mar 2026 08:00:00 GMT', 0],
    ['soon', 5],
    [null, 5],
  ])('%s is %i seconds', (header, seconds) => expect(secondsOf(header, NOW)).toBe(seconds));
});

describe('trying again', () => {
  const busy = (retryAfter: number) => new Fault('unavailable', 'Too many reports wait.', { retryAfter });

  async function pausesOf(wanted: number): Promise<number[]> {
    const pauses: number[] = [];
    const pause = async (milliseconds: number) => pauses.push(milliseconds / 1000);
    await expect(
      retry(
        () => Promise.reject(busy(wanted)),
        () => undefined,
        pause,
      ),
    ).rejects.toThrow('Too many');
    return pauses;
  }

  it('pauses five minutes in all, and no more than five times', async () => {
    expect(await pausesOf(100)).toEqual([100, 100, 100]);
    expect(await pausesOf(200)).toEqual([200]);
    expect(await pausesOf(1)).toEqual([1, 1, 1, 1, 1]);
    expect(await pausesOf(301)).toEqual([]);
  });
});
