import { addDays, dayOf } from '#lib/domain/time.ts';

export const TREND_STEPS = ['day', 'week', 'month'] as const;
export type TrendStep = (typeof TREND_STEPS)[number];

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The last day of the step in which a day is; weeks end on Sunday. */
function lastDay(day: string, step: TrendStep): string {
  const date = at(day);
  switch (step) {
    case 'day':
      return day;
    case 'week':
      return dayOf(addDays(date, (7 - date.getUTCDay()) % 7));
    case 'month':
      return dayOf(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)));
  }
}

/** The steps of a period, in order, the first and the last cut to it: each with its first and last day. */
export function bucketsOf(from: string, to: string, step: TrendStep): { from: string; to: string }[] {
  const buckets: { from: string; to: string }[] = [];
  for (let first = from; first <= to; ) {
    const end = lastDay(first, step);
    const last = end < to ? end : to;
    buckets.push({ from: first, to: last });
    first = dayAfter(last);
  }
  return buckets;
}

/** So many days later; before, where they are negative. */
export const shiftDay = (day: string, days: number): string => dayOf(addDays(at(day), days));
export const dayBefore = (day: string): string => shiftDay(day, -1);
export const dayAfter = (day: string): string => shiftDay(day, 1);

/** Of these days the last one of each step. */
export function lastKnownDays(days: readonly string[], step: TrendStep): string[] {
  const last = new Map<string, string>();
  for (const day of days.toSorted()) last.set(lastDay(day, step), day);
  return [...last.values()];
}

export function daysIn(from: string, to: string): number {
  return Math.round((at(to).getTime() - at(from).getTime()) / 86_400_000) + 1;
}
