import { describe, expect, it } from 'vitest';
import { Fault } from '#lib/errors.ts';
import { countAttempt, forgetAttempts } from './sign-in-throttle.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const at = (minutes: number) => new Date(START + minutes * 60_000);

function refusal(email: string, now: Date): Fault | null {
  try {
    countAttempt(email, now);
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

describe('failed sign-ins', () => {
  it('end after ten within fifteen minutes, for that address alone, and say for how long', () => {
    for (let n = 0; n < 10; n += 1) expect(refusal('a@example.com', at(n))).toBeNull();
    expect(refusal('a@example.com', at(10))).toMatchObject({ code: 'rate_limited', retryAfter: 300 });
    expect(refusal('b@example.com', at(10))).toBeNull();
    expect(refusal('a@example.com', at(15.1))).toBeNull();
  });

  it('are forgotten with a right password', () => {
    for (let n = 0; n < 10; n += 1) countAttempt('c@example.com', at(0));
    forgetAttempts('c@example.com');
    expect(refusal('c@example.com', at(0))).toBeNull();
  });
});
