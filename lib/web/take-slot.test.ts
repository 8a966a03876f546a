import { describe, expect, it } from 'vitest';
import { Fault } from '#lib/errors.ts';
import { takeSlot } from './take-slot.ts';

function refusal(limit: number): string | null {
  try {
    takeSlot(limit)();
    return null;
  } catch (error) {
    return error instanceof Fault ? `${error.code} ${error.retryAfter}` : String(error);
  }
}

describe('slots for receiving bodies', () => {
  it('are bounded for the process, and free again once they are released', () => {
    const releases = [takeSlot(3), takeSlot(3)];
    expect(refusal(3)).toBeNull();
    releases.push(takeSlot(3));
    expect(refusal(3)).toBe('unavailable 2');
    releases.pop()?.();
    expect(refusal(3)).toBeNull();
    for (const release of releases) release();
  });
});
