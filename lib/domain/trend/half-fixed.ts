import { dayBefore } from './buckets.ts';
import type { TrendDay, TrendSeverity } from './day.ts';
import { agedOf, daysToHalfFixed } from './survival.ts';

/** Days of fixes that an answer looks back on: those of a week alone are too few, and say nothing of slow ones. */
export const HALF_FIXED_DAYS = 90;

type HalfFixed = Record<TrendSeverity, number | null>;

/**
 * For each step after how many days half of the findings are fixed, by the fixes of the measured days in a row that end with its last
 * one, 90 at most. @param days in order, as many before the first step as it looks back on
 */
export function halfFixed(days: readonly TrendDay[], steps: readonly { from: string; to: string }[]): HalfFixed[] {
  const fixed = days.map(({ measures }) => bySeverity((severity) => agedOf(measures?.fixedAges?.[severity] ?? {})));
  const runs = runsOf(days);
  return steps.map(({ from, to }) => {
    const last = days.findLastIndex(({ day, measures }) => measures !== null && day <= to);
    const end = days[last];
    const ages = end?.measures?.openAges;
    if (end === undefined || end.day < from || ages === undefined) return bySeverity(() => null);
    const window = fixed.slice(last + 1 - Math.min(HALF_FIXED_DAYS, runs[last] ?? 0), last + 1);
    return bySeverity((severity) =>
      daysToHalfFixed(
        window.map((day) => day[severity]),
        agedOf(ages[severity] ?? {}),
      ),
    );
  });
}

/** Of each day, how many measured ones in a row end with it. */
function runsOf(days: readonly TrendDay[]): number[] {
  const runs: number[] = [];
  for (const [index, { day, measures }] of days.entries()) {
    const follows = days[index - 1]?.day === dayBefore(day);
    runs.push(measures === null ? 0 : follows ? (runs[index - 1] ?? 0) + 1 : 1);
  }
  return runs;
}

const bySeverity = <T>(value: (severity: TrendSeverity) => T): Record<TrendSeverity, T> => ({
  ...{ critical: value('critical'), high: value('high'), medium: value('medium') },
  ...{ unknown: value('unknown'), low: value('low'), info: value('info') },
});
