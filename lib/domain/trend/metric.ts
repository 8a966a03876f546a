import { HALF_FIXED_DAYS } from './half-fixed.ts';

/** What a chart over time can show. */
export const TREND_METRICS = [
  'score',
  'open',
  'flow',
  'net_resolve',
  'time_to_fix',
  'half_fixed',
  'sla',
  'age',
  'recurrence',
  'coverage',
  'noise',
  'admins',
  'leftovers',
] as const;
export type TrendMetric = (typeof TREND_METRICS)[number];

export const TREND_UNITS = ['points', 'findings', 'share', 'days', 'count'] as const;

/** What can have changed on a day. */
export const TREND_FLOWS = ['introduced', 'disclosed', 'first_scan', 'reopened', 'fixed'] as const;
export type TrendFlow = (typeof TREND_FLOWS)[number];

interface TrendDefinition {
  unit: (typeof TREND_UNITS)[number];
  /** Whether a point adds up its days, or is what was at the end of its last one. */
  kind: 'sum' | 'end';
  series: readonly string[];
  /** Written beside the chart. */
  text: string;
}

const SEVERITIES = ['critical', 'high', 'medium', 'unknown', 'low', 'info'] as const;

export const TREND_DEFINITIONS: Readonly<Record<TrendMetric, TrendDefinition>> = {
  score: { unit: 'points', kind: 'end', series: ['score'], text: 'The score at the end of the day.' },
  open: {
    ...{ unit: 'findings', kind: 'end', series: SEVERITIES },
    text: 'Findings open at the end of the day, by the severity that they had on that day. Snapshots: never computed anew.',
  },
  flow: {
    ...{ unit: 'findings', kind: 'sum', series: TREND_FLOWS },
    text:
      'Findings that opened and that were fixed. Opened are told apart: introduced with new code, disclosed about code that had not changed, ' +
      'found by the first scan of a scanner, or reopened.',
  },
  net_resolve: {
    ...{ unit: 'share', kind: 'sum', series: ['rate'] },
    text: 'Findings that were fixed, less those that came back, for each that was found for the first time. Below 100 % there are more and more.',
  },
  time_to_fix: {
    ...{ unit: 'days', kind: 'sum', series: SEVERITIES },
    text: 'Median of the whole days from the opening of a finding to its fix, of those that were fixed in the period. What is still open is not in it.',
  },
  half_fixed: {
    ...{ unit: 'days', kind: 'end', series: SEVERITIES },
    text:
      `After how many days half of the findings are fixed (Kaplan–Meier), by the fixes of the ${HALF_FIXED_DAYS} days that end here, or of as ` +
      'many in a row as are measured. What is still open takes longer; what was open before counts from the age that it had. No value: ' +
      'fewer than half are fixed, as far as can be told.',
  },
  sla: {
    ...{ unit: 'share', kind: 'sum', series: ['compliance'] },
    text: 'Findings fixed by their due date, of all that were fixed in the period and those open beyond their due date at its end.',
  },
  age: {
    ...{ unit: 'findings', kind: 'end', series: ['under_7', '7_14', '15_30', '31_60', '61_90', '91_180', 'over_180'] },
    text: 'Findings open at the end of the day, by how many days they had been open.',
  },
  recurrence: {
    ...{ unit: 'share', kind: 'sum', series: ['rate'] },
    text: 'Findings that came back, for each that was fixed in the same period.',
  },
  coverage: {
    ...{ unit: 'share', kind: 'end', series: ['fresh'] },
    text: 'Expected categories of active repositories that a scan of the last 7 days speaks for, or one of the newest known commit.',
  },
  noise: {
    ...{ unit: 'share', kind: 'end', series: ['false_positives'] },
    text: 'False positives among all findings that were decided or fixed, as of the end of the day.',
  },
  admins: {
    ...{ unit: 'count', kind: 'end', series: ['admins', 'paths'] },
    text:
      'Principals with the rights of an administrator, and proven ways to production that somebody who is no owner can go alone: ' +
      'as the newest inventory of each system says it at the end of the day.',
  },
  leftovers: {
    ...{ unit: 'count', kind: 'end', series: ['unused', 'overdue'] },
    text:
      'Rights that nobody used for as long as the settings of privileges say, and credentials that are older than these allow: at the ' +
      'end of the day. What a system does not tell is not counted.',
  },
};

/** Parts of measures. */
export const MEASURED = [
  'openAges',
  'fixedAges',
  'overdue',
  'fixedLate',
  'expected',
  'fresh',
  'falsePositives',
  'real',
  'access',
] as const;
export type Measured = (typeof MEASURED)[number];

/** What is read of measured days: parts of them are long. */
export interface MeasureNeeds {
  /** Of the last measured day of each step alone. */
  ends: readonly Measured[];
  /** Of every day. */
  all: readonly Measured[];
}

/** What a chart asks for, of measured days. Null: it is of no measures, which are there when a day is over. */
export function needsOf(metric: TrendMetric): MeasureNeeds | null {
  switch (metric) {
    case 'time_to_fix':
      return { ends: [], all: ['fixedAges'] };
    case 'half_fixed':
      return { ends: ['openAges'], all: ['fixedAges'] };
    case 'sla':
      return { ends: ['overdue'], all: ['fixedAges', 'fixedLate'] };
    case 'age':
      return { ends: ['openAges'], all: [] };
    case 'coverage':
      return { ends: ['expected', 'fresh'], all: [] };
    case 'noise':
      return { ends: ['falsePositives', 'real'], all: [] };
    case 'admins':
    case 'leftovers':
      return { ends: ['access'], all: [] };
    case 'score':
    case 'open':
    case 'flow':
    case 'net_resolve':
    case 'recurrence':
      return null;
  }
}
