import { describe, expect, it } from 'vitest';
import { Fault } from '#lib/errors.ts';
import { takePlace } from './places.ts';

const LIMITS = { ofOne: 2, ofAll: 3 };

function refusal(holder: string): string | null {
  try {
    takePlace(holder, LIMITS)();
    return null;
  } catch (error) {
    return error instanceof Fault ? `${error.code} ${error.retryAfter}` : String(error);
  }
}

describe('places for bodies', () => {
  it('are bounded for each credential, then for all', () => {
    const a1 = takePlace('a', LIMITS);
    const a2 = takePlace('a', LIMITS);
    expect(refusal('a')).toBe('rate_limited 1');
    expect(refusal('b')).toBeNull();
    const b1 = takePlace('b', LIMITS);
    expect(refusal('b')).toBe('unavailable 2');
    a1();
    expect([refusal('a'), refusal('c')]).toEqual([null, null]);
    for (const give of [a2, b1]) give();
    const all = ['a', 'a', 'b'].map((holder) => takePlace(holder, LIMITS));
    expect(refusal('c')).toBe('unavailable 2');
    for (const give of all) give();
  });
});
