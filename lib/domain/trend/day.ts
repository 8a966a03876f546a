import { addCounts, type DayCounts } from './survival.ts';

/** Severities as columns and series name them. */
export const TREND_SEVERITIES = ['critical', 'high', 'medium', 'unknown', 'low', 'info'] as const;
export type TrendSeverity = (typeof TREND_SEVERITIES)[number];

export type CountsBySeverity = Partial<Record<TrendSeverity, DayCounts>>;

/** What a system around the pipelines lets people do, as its newest inventory says it. */
export interface DayAccess {
  /** Principals with the rights of an administrator. */
  admins: number;
  /** Ways to production that somebody can go alone. */
  paths: number;
  /** Rights that nobody used for long, and credentials older than they may be. */
  unused: number;
  overdue: number;
}

/** What is measured once, when a day is over. */
export interface DayMeasures {
  /** Open at its end, by whole days since each opened. */
  openAges: CountsBySeverity;
  /** Fixed on it, by whole days since each had opened. */
  fixedAges: CountsBySeverity;
  /** Open at its end beyond the due date, and fixed on it beyond that. */
  overdue: number;
  fixedLate: number;
  /** Categories that are expected, and those that a fresh scan speaks for. */
  expected: number;
  fresh: number;
  /** Of what was ever decided or fixed. */
  falsePositives: number;
  real: number;
  /** Of systems with an inventory; absent from all else, and from days before it was measured. */
  access?: DayAccess;
}

/** One day of a repository, or of several. */
export interface TrendDay {
  day: string;
  score: number | null;
  open: Record<TrendSeverity, number>;
  introduced: number;
  /** Of those introduced. */
  disclosed: number;
  firstScan: number;
  reopened: number;
  fixed: number;
  /** Null: the day is not over, or nobody measured at its end. */
  measures: KnownMeasures | null;
}

/** What is known of a day: what nobody asked for is left out. */
export type KnownMeasures = Partial<DayMeasures>;

const COUNTS = ['overdue', 'fixedLate', 'expected', 'fresh', 'falsePositives', 'real'] as const;
const AGES = ['openAges', 'fixedAges'] as const;
const ACCESS = ['admins', 'paths', 'unused', 'overdue'] as const;

/** Measures of several repositories. Null where those of one are not known, and without what one lacks: a part is not the whole. */
export function addMeasures(all: readonly (KnownMeasures | null)[]): KnownMeasures | null {
  const known = all.flatMap((one) => one ?? []);
  if (known.length === 0 || known.length < all.length) return null;
  const sum: KnownMeasures = {};
  for (const name of COUNTS) {
    const values = known.flatMap((one) => one[name] ?? []);
    if (values.length === known.length) sum[name] = values.reduce((total, value) => total + value, 0);
  }
  for (const name of AGES) {
    const values = known.map((one) => one[name]).filter((one) => one !== undefined);
    if (values.length === known.length) sum[name] = addAges(values);
  }
  const access = known.flatMap((one) => one.access ?? []);
  if (access.length > 0) sum.access = addAccess(access);
  return sum;
}

function addAccess(all: readonly DayAccess[]): DayAccess {
  const sum: DayAccess = { admins: 0, paths: 0, unused: 0, overdue: 0 };
  for (const one of all) for (const name of ACCESS) sum[name] += one[name];
  return sum;
}

function addAges(all: readonly CountsBySeverity[]): CountsBySeverity {
  const sum: CountsBySeverity = {};
  for (const severity of TREND_SEVERITIES) {
    const counts = all.map((one) => one[severity]).filter((one) => one !== undefined);
    if (counts.length > 0) sum[severity] = addCounts(counts);
  }
  return sum;
}
