import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import type { FlowDay, SeverityDay } from './types.ts';

/** So many days are drawn as weeks: thinner bars look like a comb. */
const MOST_DAYS = 45;
const WEEK = 7;

export const isWeekly = (days: readonly unknown[]): boolean => days.length > MOST_DAYS;

/** Whole weeks, the last of which ends with the last day; days before the first whole week are left out. */
function weeksOf<Day>(days: readonly Day[]): Day[][] {
  const weeks: Day[][] = [];
  for (let end = days.length; end >= WEEK; end -= WEEK) weeks.unshift(days.slice(end - WEEK, end));
  return weeks;
}

/** What was open at the end of each week: of its last day about which something is known. Few days stay days. */
export function severityBars(days: readonly SeverityDay[]): SeverityDay[] {
  if (!isWeekly(days)) return [...days];
  return weeksOf(days).flatMap((week) => {
    const last = week[week.length - 1];
    if (last === undefined) return [];
    const counts = week.findLast((one) => one.counts !== null)?.counts ?? null;
    return [{ ...last, counts }];
  });
}

/** What came and went in each week: the sum of the days about which something is known. Few days stay days. */
export function flowBars(days: readonly FlowDay[]): FlowDay[] {
  if (!isWeekly(days)) return [...days];
  return weeksOf(days).flatMap((week) => {
    const last = week[week.length - 1];
    if (last === undefined) return [];
    return [{ ...last, introduced: sumOf(week, 'introduced'), fixed: sumOf(week, 'fixed') }];
  });
}

function sumOf(week: readonly FlowDay[], what: 'introduced' | 'fixed'): number | null {
  const known = week.flatMap((one) => one[what] ?? []);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

/** The severities that occur in some bar, in their order: an empty series needs no place in the legend. */
export const occurring = (days: readonly SeverityDay[]) =>
  SEVERITIES.filter((severity) => days.some(({ counts }) => (counts?.[severity] ?? 0) > 0));
