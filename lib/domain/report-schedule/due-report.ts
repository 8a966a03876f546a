import type { LocalTime } from '#lib/domain/digest/local-time.ts';
import { isoWeek } from '#lib/domain/digest/week.ts';
import { dayBefore, shiftDay } from '#lib/domain/trend/buckets.ts';
import type { ReportPeriod, ReportRhythm } from './schedule.ts';

/** A period that is over: from the end of one day to the end of another. */
export interface DueReport {
  /** `2026-W48`, `2026-11`, `2026-Q4`: the same however often it is asked. */
  name: string;
  from: string;
  to: string;
}

/** The first day of the period in which a day is. */
function firstOf(period: ReportPeriod, day: string): string {
  const month = Number(day.slice(5, 7));
  switch (period) {
    case 'week':
      return shiftDay(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
    case 'month':
      return `${day.slice(0, 8)}01`;
    case 'quarter':
      return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
  }
}

function nameOf(period: ReportPeriod, first: string): string {
  switch (period) {
    case 'week':
      return isoWeek(first);
    case 'month':
      return first.slice(0, 7);
    case 'quarter':
      return `${first.slice(0, 4)}-Q${Math.ceil(Number(first.slice(5, 7)) / 3)}`;
  }
}

/** The last whole period before a day. */
export function lastPeriod(period: ReportPeriod, today: string): DueReport {
  const to = dayBefore(firstOf(period, today));
  const first = firstOf(period, to);
  return { name: nameOf(period, first), from: dayBefore(first), to };
}

const shown = (day: string, hour: number, minute: number): string =>
  `${day} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/**
 * The report that is due, or was since its day and hour in the period that runs; null: none, or from before `since`. Both are what
 * the clock of the organization shows.
 */
export function dueReport({ period, day, hour }: ReportRhythm, since: LocalTime, now: LocalTime): DueReport | null {
  const due = shown(shiftDay(firstOf(period, now.day), day - 1), hour, 0);
  if (due > shown(now.day, now.hour, now.minute) || due < shown(since.day, since.hour, since.minute)) return null;
  return lastPeriod(period, now.day);
}

/** The day on which the next one comes. */
export function nextReport({ period, day, hour }: ReportRhythm, now: LocalTime): string {
  const first = firstOf(period, now.day);
  const due = shiftDay(first, day - 1);
  if (shown(due, hour, 0) > shown(now.day, now.hour, now.minute)) return due;
  const step = period === 'week' ? shiftDay(first, 7) : firstOf(period, shiftDay(first, period === 'month' ? 31 : 92));
  return shiftDay(step, day - 1);
}
