import { describe, expect, it } from 'vitest';
import { nextDelay } from './backoff.ts';

describe('pauses before a process is started again', () => {
  it('double from half a second up to eight seconds', () => {
    const delays: number[] = [];
    for (let delay: number | null = null; delays.length < 7; delays.push(delay)) delay = nextDelay(delay, 10);
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it('begin anew after ten seconds of health', () => {
    expect(nextDelay(8000, 10_000)).toBe(500);
    expect(nextDelay(8000, 9_999)).toBe(8000);
  });
});
