import { describe, expect, it } from 'vitest';
import { Fault } from '#lib/errors.ts';
import { takeSlot } from './take-slot.ts';

const LIMITS = { ofOne: 2, ofAll: 3 };

function refusal(credential: string): string | null {
  try {
    takeSlot(credential, LIMITS)();
    return null;
  } catch (error) {
    return error instanceof Fault ? `${error.code} ${error.retryAfter}` : String(error);
  }
}

describe('slots for receiving bodies', () => {
  it('are bounded for each credential, then for all', () => {
    const a1 = takeSlot('a', LIMITS);
    const a2 = takeSlot('a', LIMITS);
    expect(refusal('a')).toBe('rate_limited 1');
    expect(refusal('b')).toBeNull();
    const b1 = takeSlot('b', LIMITS);
    expect(refusal('b')).toBe('unavailable 2');
    a1();
    expect([refusal('a'), refusal('c')]).toEqual([null, null]);
    for (const release of [a2, b1]) release();
    const all = ['a', 'a', 'b'].map((credential) => takeSlot(credential, LIMITS));
    expect(refusal('c')).toBe('unavailable 2');
    for (const release of all) release();
  });
});
