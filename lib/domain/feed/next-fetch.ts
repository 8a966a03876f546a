import { DAY_MS, MINUTE_MS } from '#lib/domain/time.ts';

const FIRST_PAUSE = 15 * MINUTE_MS;

/** When a feed is fetched again: a day after it worked, and after failures in a row ever later, at most a day. */
export function nextFetch(now: Date, failures: number): Date {
  const pause = failures === 0 ? DAY_MS : Math.min(DAY_MS, FIRST_PAUSE * 2 ** (failures - 1));
  return new Date(now.getTime() + pause);
}
