import { shownScore } from '#lib/domain/score/shown-score.ts';
import { bucketsOf, daysIn, type TrendStep } from './buckets.ts';
import { type KnownMeasures, TREND_SEVERITIES, type TrendDay, type TrendSeverity } from './day.ts';
import { halfFixed } from './half-fixed.ts';
import { TREND_DEFINITIONS, type TrendMetric } from './metric.ts';
import { addCounts, byAge, countOf, type DayCounts, medianDays } from './survival.ts';

export type TrendValues = Record<string, number | null>;

export interface TrendPoint {
  from: string;
  to: string;
  /** Of its days, those of which something is known. */
  known: number;
  days: number;
  values: TrendValues;
}

/**
 * The points of a chart. What is not known is null: a sum without one of its days would be too small, so a step of which
 * days are missing is null, unless these lie before the first day of all or after the last.
 */
export function trendPoints(
  metric: TrendMetric,
  days: readonly TrendDay[],
  { from, to, by }: { from: string; to: string; by: TrendStep },
): TrendPoint[] {
  const sorted = days.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const [first, last] = [sorted[0]?.day ?? null, sorted.at(-1)?.day ?? null];
  const buckets = bucketsOf(from, to, by);
  const halves = metric === 'half_fixed' ? halfFixed(sorted, buckets) : null;
  let next = 0;
  return buckets.map((bucket, index) => {
    const within: TrendDay[] = [];
    for (let day = sorted[next]; day !== undefined && day.day <= bucket.to; day = sorted[next]) {
      if (day.day >= bucket.from) within.push(day);
      next += 1;
    }
    const whole = isWhole(within, bucket, first, last);
    const isKnown = whole || TREND_DEFINITIONS[metric].kind === 'end';
    const values = metric !== 'half_fixed' && isKnown ? valuesOf(metric, within) : nothingOf(metric);
    return {
      ...{ ...bucket, known: within.length, days: daysIn(bucket.from, bucket.to) },
      values: halves?.[index] ?? values,
    };
  });
}

function isWhole(
  within: readonly TrendDay[],
  bucket: { from: string; to: string },
  first: string | null,
  last: string | null,
): boolean {
  if (first === null || last === null || within.length === 0) return false;
  const from = bucket.from > first ? bucket.from : first;
  const to = bucket.to < last ? bucket.to : last;
  return daysIn(from, to) === within.length;
}

const nothingOf = (metric: TrendMetric): TrendValues =>
  Object.fromEntries(TREND_DEFINITIONS[metric].series.map((name) => [name, null]));

const share = (part: number, whole: number): number | null => (whole <= 0 ? null : part / whole);

const sumOf = (
  days: readonly TrendDay[],
  of: 'introduced' | 'disclosed' | 'firstScan' | 'reopened' | 'fixed',
): number => days.reduce((sum, day) => sum + day[of], 0);

function valuesOf(metric: Exclude<TrendMetric, 'half_fixed'>, days: readonly TrendDay[]): TrendValues {
  const last = days.at(-1);
  if (last === undefined) return nothingOf(metric);
  switch (metric) {
    case 'score':
      return { score: shownScore(last.score) };
    case 'open':
      return last.open;
    case 'flow': {
      const [disclosed, first_scan] = [sumOf(days, 'disclosed'), sumOf(days, 'firstScan')];
      const introduced = sumOf(days, 'introduced') - disclosed - first_scan;
      return { introduced, disclosed, first_scan, reopened: sumOf(days, 'reopened'), fixed: sumOf(days, 'fixed') };
    }
    case 'net_resolve':
      return { rate: share(sumOf(days, 'fixed') - sumOf(days, 'reopened'), sumOf(days, 'introduced')) };
    case 'recurrence':
      return { rate: share(sumOf(days, 'reopened'), sumOf(days, 'fixed')) };
    case 'time_to_fix':
    case 'sla':
    case 'age':
    case 'coverage':
    case 'noise':
    case 'admins':
    case 'leftovers':
      return measuredValues(metric, days);
  }
}

/** What is measured at the end of days only. */
function measuredValues(
  metric: 'time_to_fix' | 'sla' | 'age' | 'coverage' | 'noise' | 'admins' | 'leftovers',
  days: readonly TrendDay[],
): TrendValues {
  const known = days.flatMap(({ measures }) => (measures === null ? [] : [measures]));
  const last = known.at(-1);
  // A median of some days is not that of the week; an unfinished last day is left out.
  const gaps = days.slice(0, -1).some(({ measures }) => measures === null);
  if (last === undefined || (gaps && TREND_DEFINITIONS[metric].kind === 'sum')) return nothingOf(metric);
  switch (metric) {
    case 'time_to_fix':
      return bySeverity((severity) => medianDays(fixedOf(known, severity)));
    case 'sla':
      return { compliance: slaOf(known, last) };
    case 'age': {
      if (last.openAges === undefined) return nothingOf(metric);
      const counts = byAge(addCounts(Object.values(last.openAges)));
      return Object.fromEntries(TREND_DEFINITIONS.age.series.map((name, index) => [name, counts[index] ?? 0]));
    }
    case 'coverage':
      return { fresh: share(last.fresh ?? 0, last.expected ?? 0) };
    case 'noise':
      return { false_positives: share(last.falsePositives ?? 0, (last.falsePositives ?? 0) + (last.real ?? 0)) };
    case 'admins':
      return { admins: last.access?.admins ?? null, paths: last.access?.paths ?? null };
    case 'leftovers':
      return { unused: last.access?.unused ?? null, overdue: last.access?.overdue ?? null };
  }
}

const bySeverity = (value: (severity: TrendSeverity) => number | null): TrendValues =>
  Object.fromEntries(TREND_SEVERITIES.map((severity) => [severity, value(severity)]));

const fixedOf = (known: readonly KnownMeasures[], severity: TrendSeverity): DayCounts =>
  addCounts(known.map(({ fixedAges }) => fixedAges?.[severity] ?? {}));

function slaOf(known: readonly KnownMeasures[], last: KnownMeasures): number | null {
  const fixed = known.reduce((sum, { fixedAges }) => sum + countOf(addCounts(Object.values(fixedAges ?? {}))), 0);
  const late = known.reduce((sum, { fixedLate }) => sum + (fixedLate ?? 0), 0);
  return last.overdue === undefined ? null : share(fixed - late, fixed + last.overdue);
}
