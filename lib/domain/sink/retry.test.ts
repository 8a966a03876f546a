import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#lib/domain/time.ts';
import { afterFailure, FAILURES_TO_STOP } from './retry.ts';

const now = new Date('2026-03-02T09:00:00Z');

/** Minutes from each failure to the next attempt, until nothing is tried any more. */
function waits(): number[] {
  const found: number[] = [];
  for (let failures = 0; ; ) {
    const next = afterFailure(failures, { gone: false, retryAfter: null }, now);
    failures = next.failures;
    if (next.stopped) return found;
    found.push((next.nextAt.getTime() - now.getTime()) / MINUTE_MS);
  }
}

describe('sending again', () => {
  it('waits longer each time, and is given up after more than two days', () => {
    const all = waits();
    expect(all.slice(0, 3)).toEqual([1, 2, 5]);
    expect([...all].sort((a, b) => a - b)).toEqual(all);
    expect(all).toHaveLength(FAILURES_TO_STOP - 1);
    expect(all.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(48 * 60);
  });

  it('waits for as long as the receiver asks, up to a day, and never less than planned', () => {
    const nextAfter = (seconds: number) =>
      (afterFailure(0, { gone: false, retryAfter: seconds }, now).nextAt.getTime() - now.getTime()) / 1000;
    expect([nextAfter(600), nextAfter(3), nextAfter(1e9)]).toEqual([600, 60, (24 * HOUR_MS) / 1000]);
  });

  it('is given up at once when the receiver says that it is gone for good', () => {
    expect(afterFailure(0, { gone: true, retryAfter: null }, now)).toMatchObject({ failures: 1, stopped: true });
  });
});
