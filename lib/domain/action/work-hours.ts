import { DAY_MS, HOUR_MS } from '#lib/domain/time.ts';

/** So many hours of a day are worked, at most. */
const HOURS_A_DAY = 8;

/**
 * Hours of work between two times: of each day what passed of it, at most eight, and nothing of Saturdays and Sundays
 * (of UTC, which nobody's hours are made of). What was claimed on Friday and is fixed on Monday took no weekend.
 */
export function workHours(from: Date, to: Date): number {
  let hours = 0;
  for (let at = from.getTime(); at < to.getTime(); ) {
    const nextDay = (Math.floor(at / DAY_MS) + 1) * DAY_MS;
    const until = Math.min(nextDay, to.getTime());
    const day = new Date(at).getUTCDay();
    if (day !== 0 && day !== 6) hours += Math.min(HOURS_A_DAY, (until - at) / HOUR_MS);
    at = until;
  }
  return hours;
}
