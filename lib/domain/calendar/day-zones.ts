import { localTime } from '#lib/domain/digest/local-time.ts';
import { dayOf, HOUR_MS, MINUTE_MS } from '#lib/domain/time.ts';
import { dayAfter, dayBefore, daysIn } from '#lib/domain/trend/buckets.ts';
import { startOfLocalDay } from './local-day.ts';

/** From one day on, days of an organization are those of a time zone. */
export interface DayZone {
  since: string;
  /** When that day starts: text, as it is kept in JSON. */
  startsAt: string;
  timeZone: string;
}

/**
 * In which zones the days of an organization begin and end, the oldest first; before the first, it is UTC. Days keep their ends when
 * the zone changes, so that each instant belongs to one day for ever, and each day comes once.
 */
export type DayZones = readonly DayZone[];

/** The zone of the days that come. */
export const latestZone = (zones: DayZones): string => zones.at(-1)?.timeZone ?? 'UTC';

/** The first instant of a day. Where a zone that is further east comes, its first days may have begun there already: each still has its hour. */
export function dayStart(zones: DayZones, day: string): Date {
  const zone = zones.findLast(({ since }) => since <= day);
  if (zone === undefined) return new Date(`${day}T00:00:00Z`);
  const earliest = Date.parse(zone.startsAt) + (daysIn(zone.since, day) - 1) * HOUR_MS;
  if (day === zone.since) return new Date(earliest);
  return new Date(Math.max(earliest, startOfLocalDay(day, zone.timeZone).getTime()));
}

export const dayEnd = (zones: DayZones, day: string): Date => dayStart(zones, dayAfter(day));

/** The day to which an instant belongs. */
export function dayAt(zones: DayZones, at: Date): string {
  const zone = zones.findLast(({ startsAt }) => Date.parse(startsAt) <= at.getTime());
  let day = zone === undefined ? dayOf(at) : localTime(at, zone.timeZone).day;
  while (dayStart(zones, day) > at) day = dayBefore(day);
  while (dayEnd(zones, day) <= at) day = dayAfter(day);
  return day;
}

/**
 * The same days, and from the next one on those of another zone: not within the hour, because whoever writes a day now has read
 * what it was. The day that runs is longer for it, or shorter.
 */
export function withZone(zones: DayZones, timeZone: string, now: Date): DayZones {
  const soon = Math.ceil(now.getTime() / MINUTE_MS) * MINUTE_MS + HOUR_MS;
  const today = dayAt(zones, new Date(soon));
  const since = dayAfter(today);
  // What was to come later has never been used.
  const settled = zones.filter((zone) => Date.parse(zone.startsAt) <= soon);
  const earliest = Math.max(soon, dayStart(settled, today).getTime() + HOUR_MS);
  const startsAt = new Date(Math.max(earliest, startOfLocalDay(since, timeZone).getTime()));
  const goesOn = latestZone(settled) === timeZone && dayStart(settled, since).getTime() === startsAt.getTime();
  return goesOn ? settled : [...settled, { since, startsAt: startsAt.toISOString(), timeZone }];
}

/** The days of a period, and when each starts; `end`: of the last one. */
export function daysWithStarts(
  zones: DayZones,
  from: string,
  to: string,
): { days: string[]; starts: Date[]; end: Date } {
  const days = Array.from({ length: Math.max(0, daysIn(from, to)) }, () => from);
  for (let index = 1; index < days.length; index += 1) days[index] = dayAfter(days[index - 1] ?? from);
  return { days, starts: days.map((day) => dayStart(zones, day)), end: dayEnd(zones, to) };
}
