import type { Severity, StatedSeverity } from '#lib/domain/finding/finding.ts';
import { countedAs } from '#lib/domain/finding/severity.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';

import type { Overdue } from '#lib/domain/score/units.ts';
import { addDays } from '#lib/domain/time.ts';

/** Days that a finding may stay open, by severity; null: no due date. */
export type SlaDays = Record<StatedSeverity, number | null>;

export interface SlaPolicy {
  days: SlaDays;
  /** Stricter or laxer days for repositories of one criticality; what is not named falls back to `days`. */
  byCriticality: Partial<Record<Criticality, Partial<SlaDays>>>;
}

export const DEFAULT_SLA: Readonly<SlaPolicy> = {
  days: { critical: 7, high: 30, medium: 60, low: 180, info: null },
  byCriticality: {},
};

export function slaDays(severity: Severity, policy: SlaPolicy, criticality?: Criticality): number | null {
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
): Date | null {
  const days = slaDays(severity, policy, criticality);
  return days === null ? null : addDays(openedAt, days);
}

/** Due on the day itself is still on time; `twice` is beyond twice the time that was given. */
export function overdueOf(openedAt: Date, due: Date | null, now: Date): Overdue {
  if (due === null || now <= due) return 'none';
  const given = due.getTime() - openedAt.getTime();
  return now.getTime() > due.getTime() + given ? 'twice' : 'overdue';
}
