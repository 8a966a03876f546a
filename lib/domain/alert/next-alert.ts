import { type DayZones, dayAt } from '#lib/domain/calendar/day-zones.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';

/** Minutes after each alert of a day until the next one may come: what happens meanwhile comes in one. */
const PAUSES = [5, 10, 20, 40, 60];

/** How many alerts somebody got on the day of `nextAt`, and when the next one may come. */
export interface AlertPace {
  nextAt: Date | null;
  sent: number;
}

/** The pace after one more alert at `now`. It starts anew each day of the organization. */
export function afterAlert({ nextAt, sent }: AlertPace, now: Date, zones: DayZones): { nextAt: Date; sent: number } {
  const today = nextAt !== null && dayAt(zones, nextAt) === dayAt(zones, now) ? sent : 0;
  const pause = PAUSES[Math.min(today, PAUSES.length - 1)] ?? 0;
  return { nextAt: new Date(now.getTime() + pause * MINUTE_MS), sent: today + 1 };
}
