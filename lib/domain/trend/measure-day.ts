import { type SlaPolicy, slaDays } from '#lib/domain/action/sla.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import { type CountsBySeverity, type DayAccess, type DayMeasures, TREND_SEVERITIES } from './day.ts';
import type { DayCounts } from './survival.ts';

export interface DayFacts {
  criticality: Criticality;
  openAges: CountsBySeverity;
  fixedAges: CountsBySeverity;
  /** Weight, confidence, health and loss of each category, as its score was computed last; null: never. */
  categories: readonly number[] | null;
  falsePositives: number;
  real: number;
  /** Of a system with an inventory. */
  access?: DayAccess | undefined;
}

const FIELDS = 4;
/** Confidence of a scan that is fresh; stored with single precision. */
const FRESH = 0.999;

/** What is to be kept of a repository's day that is over. */
export function measureDay(facts: DayFacts, sla: SlaPolicy): DayMeasures {
  const late = (ages: CountsBySeverity): number => lateOf(ages, facts.criticality, sla);
  const { openAges, fixedAges, falsePositives, real, access } = facts;
  return {
    ...{ openAges, fixedAges, overdue: late(openAges), fixedLate: late(fixedAges) },
    ...coverageOf(facts.categories ?? []),
    ...{ falsePositives, real },
    ...(access === undefined ? {} : { access }),
  };
}

function lateOf(ages: CountsBySeverity, criticality: Criticality, sla: SlaPolicy): number {
  let late = 0;
  for (const severity of TREND_SEVERITIES) {
    const limit = slaDays(severity, sla, criticality);
    if (limit !== null) late += beyond(ages[severity] ?? {}, limit);
  }
  return late;
}

/** Whole days: one that has been open for exactly so many is over its time by some hours. */
function beyond(counts: DayCounts, limit: number): number {
  return Object.entries(counts).reduce((sum, [days, count]) => sum + (Number(days) >= limit ? count : 0), 0);
}

function coverageOf(categories: readonly number[]): { expected: number; fresh: number } {
  let expected = 0;
  let fresh = 0;
  for (let at = 0; at < categories.length; at += FIELDS) {
    if ((categories[at] ?? 0) <= 0) continue;
    expected += 1;
    if ((categories[at + 1] ?? 0) >= FRESH) fresh += 1;
  }
  return { expected, fresh };
}
