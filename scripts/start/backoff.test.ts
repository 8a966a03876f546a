import { describe, expect, it } from 'vitest';
import { nextDelay } from './backoff.ts';

describe('pauses before a process is started again', () => {
  it('double from half a second up to thirty seconds', () => {
    const delays: number[] = [];
    for (let delay: number | null = null; delays.length < 9; delays.push(delay)) delay = nextDelay(delay, 10);
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('begin anew after ten seconds of health', () => {
    expect(nextDelay(30_000, 10_000)).toBe(500);
    expect(nextDelay(30_000, 9_999)).toBe(30_000);
  });
});
