import { localTime } from '#lib/domain/digest/local-time.ts';
import { HOUR_MS, MINUTE_MS } from '#lib/domain/time.ts';

/** No zone is further from UTC. */
const FURTHEST_MS = 15 * HOUR_MS;

/**
 * The first instant of a day where somebody is. Days of a change of the clocks have 23 or 25 hours, and some zones skip
 * midnight itself: then it is the first instant that belongs to the day.
 */
export function startOfLocalDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const wall = localTime(new Date(midnight), timeZone);
  const ahead = Date.parse(`${wall.day}T00:00:00Z`) + (wall.hour * 60 + wall.minute) * MINUTE_MS - midnight;
  const guess = midnight - ahead;
  // Nearly always: no clock is changed in these hours.
  const isFirst = (at: number): boolean =>
    localTime(new Date(at), timeZone).day === day && localTime(new Date(at - MINUTE_MS), timeZone).day < day;
  if (isFirst(guess)) return new Date(guess);
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
