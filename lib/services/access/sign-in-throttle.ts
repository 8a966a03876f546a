import { Fault } from '#lib/errors.ts';

const WINDOW = 15 * 60_000;
const LIMIT = 10;
const KNOWN = 10_000;

/** Failed sign-ins by e-mail address, in the memory of this process; a new start forgets them. */
const failures = new Map<string, number[]>();

function recent(email: string, now: Date): number[] {
  return (failures.get(email) ?? []).filter((at) => at > now.getTime() - WINDOW);
}

/** A flood of invented addresses must not grow the map without end: what was quiet longest goes first. */
function keep(email: string, times: number[]): void {
  failures.delete(email);
  if (times.length > 0) failures.set(email, times);
  const oldest = failures.size > KNOWN ? failures.keys().next().value : undefined;
  if (oldest !== undefined) failures.delete(oldest);
}

/**
 * Counts an attempt before its password is looked at, so that many at once do not slip through.
 * @throws Fault `rate_limited`
 */
export function countAttempt(email: string, now: Date): void {
  const times = recent(email, now);
  const first = times[0];
  if (first !== undefined && times.length >= LIMIT) {
    const seconds = Math.max(1, Math.ceil((first + WINDOW - now.getTime()) / 1000));
    const sentence = `Too many failed sign-ins for this address. Try again in ${Math.ceil(seconds / 60)} minutes.`;
    throw new Fault('rate_limited', sentence, { retryAfter: seconds });
  }
  keep(email, [...times, now.getTime()]);
}

/** A right password proves that the earlier attempts were its owner's. */
export function forgetAttempts(email: string): void {
  failures.delete(email);
}
