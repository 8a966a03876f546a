import { type Severity, STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import { countFactor, countOf, type FindingGroup, multiplier } from '#lib/domain/score/units.ts';
import { duePressure } from './due-pressure.ts';

export const SEVERITY_RISK: Readonly<Record<StatedSeverity, number>> = {
  critical: 10,
  high: 4,
  medium: 1,
  low: 0.2,
  info: 0,
};

/** Findings that share every fact that rank looks at. Times in milliseconds; no due date: null. */
export interface TimedGroup extends FindingGroup {
  openedAt: number;
  dueAt: number | null;
  /** As reports state it: what nobody states weighs as medium. */
  stated: Severity;
}

export type TimedLoads = Partial<Record<StatedSeverity, readonly TimedGroup[]>>;

/** The findings of an action in one repository. */
export interface RiskLoads {
  exposure: Exposure;
  severities: TimedLoads;
}

/**
 * How much worse than plain one finding of this group is: as in the score, but for what is overdue, because here its due
 * date presses instead, which grows day by day.
 */
export function weightOf(group: TimedGroup, exposure: Exposure, now: Date): number {
  const timeless = multiplier({ ...group, overdue: 'none' }, exposure);
  return timeless * duePressure(group.openedAt, group.dueAt, now.getTime());
}

/** The group that decides: the one of the largest weight. Null without findings. */
export function heaviestGroup(
  groups: readonly TimedGroup[],
  exposure: Exposure,
  now: Date,
): { group: TimedGroup; weight: number } | null {
  let heaviest: { group: TimedGroup; weight: number } | null = null;
  for (const group of groups) {
    if (group.count < 1) continue;
    const weight = weightOf(group, exposure, now);
    if (heaviest === null || weight > heaviest.weight) heaviest = { group, weight };
  }
  return heaviest;
}

/** S × m × (1 + 0.25·log₂ n), over severities; the repository's criticality is not in it. */
export function riskIn({ exposure, severities }: RiskLoads, now: Date): number {
  let risk = 0;
  for (const severity of STATED_SEVERITIES) {
    const groups = severities[severity] ?? [];
    const heaviest = heaviestGroup(groups, exposure, now);
    if (heaviest === null) continue;
    risk += SEVERITY_RISK[severity] * heaviest.weight * countFactor(countOf(groups));
  }
  return risk;
}
