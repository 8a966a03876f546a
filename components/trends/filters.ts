import type { TrendPeriod } from '#components/queries/trends.ts';
import { isDay } from '#lib/domain/time.ts';
import { daysIn, shiftDay, TREND_STEPS, type TrendStep } from '#lib/domain/trend/buckets.ts';

/** Times that are offered, in days that end today. */
export const PERIODS = [30, 90, 180, 365] as const;
const USUAL = 90;
/** The longest that the API tells at once. */
const MOST_DAYS = 731;
export const MOST_AGAINST = 5;
const FIRST_DAY = '2000-01-01';

/** Steps that leave a chart readable: neither a comb nor three bars. */
const DAYS_BY_DAY = 45;
const DAYS_BY_WEEK = 400;

export interface TrendFilters extends TrendPeriod {
  /** One of those that are offered; null: two chosen days. */
  days: number | null;
  /** The step was chosen, not found. */
  chosenStep: TrendStep | null;
}

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

function stepFor(days: number): TrendStep {
  if (days <= DAYS_BY_DAY) return 'day';
  return days <= DAYS_BY_WEEK ? 'week' : 'month';
}

/** A first step that is cut would look like a fall: the time begins where one does. */
function beginOfStep(day: string, step: TrendStep): string {
  switch (step) {
    case 'day':
      return day;
    case 'week':
      return shiftDay(day, -((at(day).getUTCDay() + 6) % 7));
    case 'month':
      return `${day.slice(0, 8)}01`;
  }
}

/** Two chosen days, in order, not to come, and no longer than the API tells; null where the address has none. */
function chosenDays(from: string | null, to: string | null, today: string): { from: string; to: string } | null {
  if (!isDay(from) || !isDay(to)) return null;
  const last = to > today ? today : to;
  const first = from < FIRST_DAY ? FIRST_DAY : from;
  return first > last || daysIn(first, last) > MOST_DAYS ? null : { from: first, to: last };
}

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readTrendFilters(get: (name: string) => string | null, today: string): TrendFilters {
  const chosen = chosenDays(get('from'), get('to'), today);
  const days = chosen === null ? (PERIODS.find((one) => String(one) === get('days')) ?? USUAL) : null;
  const chosenStep = TREND_STEPS.find((one) => one === get('by')) ?? null;
  const against = [...new Set((get('against') ?? '').split(',').filter((text) => text !== ''))].slice(0, MOST_AGAINST);
  const common = { against, previous: get('previous') === 'true', days, chosenStep };
  if (chosen !== null) return { ...common, ...chosen, by: chosenStep ?? stepFor(daysIn(chosen.from, chosen.to)) };
  const by = chosenStep ?? stepFor(days ?? USUAL);
  return { ...common, by, from: beginOfStep(shiftDay(today, 1 - (days ?? USUAL)), by), to: today };
}
