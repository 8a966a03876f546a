import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/domain/time.ts';
import { GIVE_UP_MS, nextAttempt } from './retry.ts';

const START = new Date('2026-11-30T08:00:00Z');

describe('the next attempt', () => {
  it('comes soon at first, then every hour', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 50].map((attempts) => {
      const at = nextAttempt(attempts, START, START);
      return ((at?.getTime() ?? 0) - START.getTime()) / 60_000;
    });
    expect(minutes).toEqual([1, 2, 5, 10, 20, 30, 60, 60]);
  });

  it('comes for three days and no longer', () => {
    expect(nextAttempt(30, START, new Date(START.getTime() + GIVE_UP_MS - 1))).not.toBeNull();
    expect(nextAttempt(30, START, addDays(START, 3))).toBeNull();
  });
});
