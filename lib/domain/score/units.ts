import type { Exploit } from '#lib/domain/finding/exploit.ts';
import { type Confidence, STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

export type Reachability = 'reachable' | 'unknown' | 'unreachable';
export type Overdue = 'none' | 'overdue' | 'twice';

/** Findings of one action and one severity that share every fact a unit is made of. */
export interface FindingGroup {
  count: number;
  exploit: Exploit;
  reachability: Reachability;
  confidence: Confidence;
  overdue: Overdue;
  /** Under an approved, unexpired exception for accepted risk. False positives are not handed in at all. */
  accepted: boolean;
  /** Where a person set a lower severity than reports state: what they state, and how overdue it is by that one. */
  lowered?: { from: StatedSeverity; overdue: Overdue };
}

/** What is unknown is among medium. */
export type SeverityLoads = Partial<Record<StatedSeverity, readonly FindingGroup[]>>;

/** Severities that score; info never counts. */
export const SCORED_SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly StatedSeverity[];
export type ScoredSeverity = (typeof SCORED_SEVERITIES)[number];
export type SeverityUnits = Record<ScoredSeverity, number>;

export const EXPLOIT_FACTOR: Readonly<Record<Exploit, number>> = {
  malicious: 2,
  kev: 2,
  epss50: 1.6,
  epss10: 1.3,
  epss1: 1,
  epss_low: 0.7,
  none: 1,
};
export const REACHABILITY_FACTOR: Readonly<Record<Reachability, number>> = {
  reachable: 1.25,
  unknown: 1,
  unreachable: 0.4,
};
export const EXPOSURE_FACTOR: Readonly<Record<Exposure, number>> = { public: 1.3, internal: 1, nonprod: 0.5 };
const EXPOSURE_FACTORS: ReadonlyMap<string, number> = new Map(Object.entries(EXPOSURE_FACTOR));

/** A word of a later version counts as internal: a factor that is no number would spoil the repository's score. */
export const exposureFactor = (exposure: Exposure): number => EXPOSURE_FACTORS.get(exposure) ?? 1;

/** A scanner that does not say how sure it is gets the neutral factor, as every other unknown does. */
export const CONFIDENCE_FACTOR: Readonly<Record<Confidence, number>> = {
  verified: 1.25,
  high: 1,
  medium: 0.8,
  low: 0.5,
  unknown: 1,
};
export const OVERDUE_FACTOR: Readonly<Record<Overdue, number>> = { none: 1, overdue: 1.25, twice: 1.5 };
export const ACCEPTED_FACTOR = 0.25;

export type Acceptances = 'honoured' | 'ignored';

/** Units lie on a grid of 2^-30, so that sums of them are exact in any order and one can be taken out again. */
const GRID = 2 ** 30;

/** m: how much worse or better than plain one finding of this group is. */
export function multiplier(group: FindingGroup, exposure: Exposure, acceptances: Acceptances = 'honoured'): number {
  return (
    EXPLOIT_FACTOR[group.exploit] *
    REACHABILITY_FACTOR[group.reachability] *
    exposureFactor(exposure) *
    CONFIDENCE_FACTOR[group.confidence] *
    OVERDUE_FACTOR[group.overdue] *
    (group.accepted && acceptances === 'honoured' ? ACCEPTED_FACTOR : 1)
  );
}

/** 1 + 0.25·log₂ n: many findings with one fix weigh more than one finding, but far less than n. */
export function countFactor(count: number): number {
  return count < 1 ? 0 : 1 + 0.25 * Math.log2(count);
}

/** The group with the largest multiplier: the one that decides. Null when there is no finding. */
export function worstGroup(
  groups: readonly FindingGroup[],
  exposure: Exposure,
  acceptances: Acceptances = 'honoured',
): FindingGroup | null {
  let worst: FindingGroup | null = null;
  let largest = -1;
  for (const group of groups) {
    if (group.count < 1) continue;
    const value = multiplier(group, exposure, acceptances);
    if (value > largest) {
      worst = group;
      largest = value;
    }
  }
  return worst;
}

export function countOf(groups: readonly FindingGroup[]): number {
  let count = 0;
  for (const group of groups) if (group.count >= 1) count += group.count;
  return count;
}

/** u = max(m) × (1 + 0.25·log₂ n), for the findings of one action and one severity. */
export function units(
  groups: readonly FindingGroup[],
  exposure: Exposure,
  acceptances: Acceptances = 'honoured',
): number {
  const worst = worstGroup(groups, exposure, acceptances);
  return worst === null ? 0 : unitsFrom(multiplier(worst, exposure, acceptances), countOf(groups));
}

export function unitsFrom(largest: number, count: number): number {
  return Math.round(largest * countFactor(count) * GRID) / GRID;
}

export function noUnits(): SeverityUnits {
  return { critical: 0, high: 0, medium: 0, low: 0 };
}

/** The findings by the severity that reports state, where a person set a lower one: a decision, as accepting the risk is. */
function asReported(loads: SeverityLoads): SeverityLoads {
  const reported: Partial<Record<StatedSeverity, FindingGroup[]>> = {};
  for (const severity of STATED_SEVERITIES) {
    for (const { lowered, ...group } of loads[severity] ?? []) {
      const at = lowered?.from ?? severity;
      const counted = lowered === undefined ? group : { ...group, overdue: lowered.overdue };
      reported[at] = [...(reported[at] ?? []), counted];
    }
  }
  return reported;
}

/** Whether a person decided that any of these weighs less: by accepting its risk, or by a lower severity. */
export function isDecidedIn(loads: SeverityLoads): boolean {
  return Object.values(loads).some((groups) => groups?.some(({ accepted, lowered }) => accepted || lowered));
}

/** Units of one action by severity. */
export function unitsBySeverity(
  loads: SeverityLoads,
  exposure: Exposure,
  acceptances: Acceptances = 'honoured',
): SeverityUnits {
  const result = noUnits();
  const counted = acceptances === 'ignored' ? asReported(loads) : loads;
  for (const severity of SCORED_SEVERITIES) {
    const groups = counted[severity];
    if (groups !== undefined) result[severity] = units(groups, exposure, acceptances);
  }
  return result;
}
