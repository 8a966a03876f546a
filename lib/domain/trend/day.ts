import type { DayCounts } from './survival.ts';

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
  measures: DayMeasures | null;
}

export const NO_MEASURES: DayMeasures = {
  ...{ openAges: {}, fixedAges: {}, overdue: 0, fixedLate: 0 },
  ...{ expected: 0, fresh: 0, falsePositives: 0, real: 0 },
};

/** Measures of several repositories. Null where one of them is not known: a part is not the whole. */
export function addMeasures(all: readonly (DayMeasures | null)[]): DayMeasures | null {
  const sum = structuredClone(NO_MEASURES);
  for (const one of all) {
    if (one === null) return null;
    for (const name of ['overdue', 'fixedLate', 'expected', 'fresh', 'falsePositives', 'real'] as const)
      sum[name] += one[name];
    for (const name of ['openAges', 'fixedAges'] as const) addAges(sum[name], one[name]);
    if (one.access !== undefined) sum.access = addAccess(sum.access, one.access);
  }
  return all.length === 0 ? null : sum;
}

function addAccess(sum: DayAccess | undefined, more: DayAccess): DayAccess {
  if (sum === undefined) return more;
  const names = ['admins', 'paths', 'unused', 'overdue'] as const;
  return Object.fromEntries(names.map((name) => [name, sum[name] + more[name]])) as Record<
    (typeof names)[number],
    number
  >;
}

function addAges(sum: CountsBySeverity, more: CountsBySeverity): void {
  for (const severity of TREND_SEVERITIES) {
    const counts = more[severity];
    if (counts === undefined) continue;
    const known: Record<string, number> = { ...sum[severity] };
    for (const [days, count] of Object.entries(counts)) known[days] = (known[days] ?? 0) + count;
    sum[severity] = known;
  }
}
