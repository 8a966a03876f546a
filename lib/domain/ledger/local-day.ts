import { localTime } from '#lib/domain/digest/local-time.ts';
import { addDays, dayOf, HOUR_MS, MINUTE_MS } from '#lib/domain/time.ts';

/** No zone is further from UTC. */
const FURTHEST_MS = 15 * HOUR_MS;

/**
 * The first instant of a day where somebody is. Days of a change of the clocks have 23 or 25 hours, and some zones skip
 * midnight itself: then it is the first instant that belongs to the day.
 */
export function startOfLocalDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Minutes: zones change their clocks by whole ones.
  let before = (midnight - FURTHEST_MS) / MINUTE_MS;
  let within = (midnight + FURTHEST_MS) / MINUTE_MS;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (localTime(new Date(middle * MINUTE_MS), timeZone).day >= day) within = middle;
    else before = middle;
  }
  return new Date(within * MINUTE_MS);
}

/** The instant at which a day is over there. */
export const endOfLocalDay = (day: string, timeZone: string): Date =>
  startOfLocalDay(dayOf(addDays(new Date(`${day}T00:00:00Z`), 1)), timeZone);
