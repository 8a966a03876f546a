import { type Exploit, isExploited } from '#lib/domain/finding/exploit.ts';
import type { Severity, StatedSeverity } from '#lib/domain/finding/finding.ts';
import { countedAs } from '#lib/domain/finding/severity.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

import type { Overdue } from '#lib/domain/score/units.ts';
import { addDays } from '#lib/domain/time.ts';
import { bodDays } from './bod.ts';

/** Days that a finding may stay open, by severity; null: no due date. */
export type SlaDays = Record<StatedSeverity, number | null>;

/** Where due dates come from: days by severity, or CISA's directive. */
export const SLA_PRESETS = ['severity', 'bod_26_04'] as const;
export type SlaPreset = (typeof SLA_PRESETS)[number];

export interface SlaPolicy {
  /** Left out: days by severity. */
  preset?: SlaPreset;
  days: SlaDays;
  /** Stricter or laxer days for repositories of one criticality; what is not named falls back to `days`. */
  byCriticality: Partial<Record<Criticality, Partial<SlaDays>>>;
}

export const DEFAULT_SLA: Readonly<SlaPolicy> = {
  days: { critical: 7, high: 30, medium: 60, low: 180, info: null },
  byCriticality: {},
};

/** What a due date depends on beside severity and criticality. */
export interface SlaFacts {
  exploit?: Exploit | undefined;
  exposure?: Exposure | undefined;
}

/** No source says yet whether an attack can be automated: it is assumed. Total impact is what critical means. */
function bodOf(severity: Severity, { exploit, exposure }: SlaFacts): number | null {
  const counted = countedAs(severity);
  if (counted === 'info') return null;
  return bodDays({
    kev: exploit !== undefined && isExploited(exploit),
    exposed: exposure === 'public',
    automatable: true,
    totalImpact: counted === 'critical',
  });
}

export function slaDays(
  severity: Severity,
  policy: SlaPolicy,
  criticality?: Criticality,
  facts: SlaFacts = {},
): number | null {
  if (policy.preset === 'bod_26_04') return bodOf(severity, facts);
  const counted = countedAs(severity);
  const special = criticality === undefined ? undefined : policy.byCriticality[criticality]?.[counted];
  return special === undefined ? policy.days[counted] : special;
}

/** When it has to be fixed; `openedAt` is the start of the clock: first seen, or the last reopening. */
export function dueAt(
  severity: Severity,
  openedAt: Date,
  policy: SlaPolicy = DEFAULT_SLA,
  criticality?: Criticality,
  facts: SlaFacts = {},
): Date | null {
  const days = slaDays(severity, policy, criticality, facts);
  return days === null ? null : addDays(openedAt, days);
}

/** Due on the day itself is still on time; `twice` is beyond twice the time that was given. */
export function overdueOf(openedAt: Date, due: Date | null, now: Date): Overdue {
  if (due === null || now <= due) return 'none';
  const given = due.getTime() - openedAt.getTime();
  return now.getTime() > due.getTime() + given ? 'twice' : 'overdue';
}

/** Share of its time after which it is at risk of being late. */
export const AT_RISK = 0.8;

/** Whether it is not late yet, but has used 80 % of its time. */
export function isAtRisk(openedAt: Date, due: Date | null, now: Date): boolean {
  if (due === null || now > due) return false;
  return now.getTime() - openedAt.getTime() >= AT_RISK * (due.getTime() - openedAt.getTime());
}
