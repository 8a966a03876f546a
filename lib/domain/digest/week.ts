import type { DigestSchedule } from '#lib/domain/mail/settings.ts';
import { addDays, DAY_MS, dayOf, HOUR_MS, MINUTE_MS } from '#lib/domain/time.ts';
import { type LocalTime, localTime } from './local-time.ts';

/** A clock on the wall as if it stood in UTC: differences of two are what the wall shows, whatever a zone does to its clocks. */
const wall = ({ day, hour, minute }: LocalTime): number =>
  Date.parse(`${day}T00:00:00Z`) + hour * HOUR_MS + minute * MINUTE_MS;

/** Monday of the week in which a day is. */
function mondayOf(day: string): Date {
  const at = new Date(`${day}T00:00:00Z`);
  return addDays(at, -((at.getUTCDay() + 6) % 7));
}

/** The week of a day by ISO 8601: `2026-W48`. Its year is that of its Thursday. */
export function isoWeek(day: string): string {
  const thursday = addDays(mondayOf(day), 3);
  const year = thursday.getUTCFullYear();
  const number = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** So long after its hour a digest still comes, when the next week has begun by then. */
const LATE_MS = 48 * HOUR_MS;

/**
 * The week whose digest is due to somebody, or was; null: none since `since`, when they began to get it. Within its week a
 * digest comes however late; one of a week that is over, where clocks were changed or nothing ran, for two days. Weeks are
 * told apart by name, so that no other time zone, weekday or jump of a clock makes a second one of the same week.
 */
export function dueWeek({ weekday, hour, timeZone }: DigestSchedule, since: Date, now: Date): string | null {
  const local = localTime(now, timeZone);
  const shown = wall(local);
  const began = wall(localTime(since, timeZone));
  const monday = mondayOf(local.day);
  for (const start of [monday, addDays(monday, -7)]) {
    const due = start.getTime() + (weekday - 1) * DAY_MS + hour * HOUR_MS;
    if (due > shown) continue;
    if (due < began || (start !== monday && shown - due > LATE_MS)) return null;
    return isoWeek(dayOf(start));
  }
  return null;
}
