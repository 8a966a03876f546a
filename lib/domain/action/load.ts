import type { Exploit } from '#lib/domain/finding/exploit.ts';
import {
  type Category,
  type Confidence,
  SEVERITIES,
  type Severity,
  STATED_SEVERITIES,
  type StatedSeverity,
} from '#lib/domain/finding/finding.ts';
import { countedAs } from '#lib/domain/finding/severity.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

import type { TimedGroup, TimedLoads } from './risk.ts';
import { AT_RISK, dueAt, overdueOf, type SlaPolicy, slaDays } from './sla.ts';

/** Days that BOD 26-04 gives for what cannot wait. */
const SHORTEST = 3;

/** Open findings of one action and severity that share a confidence; `openedAt` is the oldest clock, ISO 8601. */
export interface LoadGroup {
  count: number;
  confidence: Confidence;
  /** Where it is missing, no feed has said anything. */
  exploit?: Exploit;
  openedAt: string;
  /** Where a person set this severity, and reports state a higher one: what they state. */
  loweredFrom?: Severity;
  /** When what KEV lists of the action is due at the earliest, ISO 8601; in its groups of known exploitation only. */
  kevDueAt?: string;
}

/** What an action keeps of its open findings: enough to compute units at any later time. */
export type ActionLoadGroups = Partial<Record<Severity, LoadGroup[]>>;

/** A secret that was tried and still works: some of its open findings is verified. */
export function isLiveSecret({ category, load }: { category: Category; load: ActionLoadGroups }): boolean {
  if (category !== 'secret') return false;
  return Object.values(load).some((groups) => groups?.some((group) => group.confidence === 'verified'));
}

/** The package itself is malicious, says one of its open findings. */
export const isMalicious = (load: ActionLoadGroups): boolean =>
  Object.values(load).some((groups) => groups?.some(({ exploit }) => exploit === 'malicious'));

/** When what KEV lists is due; null: it lists nothing of it. */
export function kevDueOf(load: ActionLoadGroups): Date | null {
  const dates = Object.values(load).flatMap((groups) => (groups ?? []).flatMap(({ kevDueAt }) => kevDueAt ?? []));
  const [first] = dates.sort();
  return first === undefined ? null : new Date(first);
}

/** Earliest due date over all open findings; null when none has one. */
export function earliestDue(
  load: ActionLoadGroups,
  policy: SlaPolicy,
  criticality: Criticality,
  exposure?: Exposure,
): Date | null {
  const dates = SEVERITIES.flatMap((severity) =>
    (load[severity] ?? []).flatMap(({ openedAt, exploit }) => {
      return dueAt(severity, new Date(openedAt), policy, criticality, { exploit, exposure }) ?? [];
    }),
  );
  return dates.reduce<Date | null>((first, date) => (first === null || date < first ? date : first), null);
}

/** From when on the first of its open findings is at risk of being late; null where none has a due date. */
export function atRiskFrom(
  load: ActionLoadGroups,
  policy: SlaPolicy,
  criticality: Criticality,
  exposure?: Exposure,
): Date | null {
  const times = SEVERITIES.flatMap((severity) =>
    (load[severity] ?? []).flatMap(({ openedAt, exploit }) => {
      const opened = new Date(openedAt);
      const due = dueAt(severity, opened, policy, criticality, { exploit, exposure });
      return due === null ? [] : [Math.ceil(opened.getTime() + AT_RISK * (due.getTime() - opened.getTime()))];
    }),
  );
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** Whether the policy is CISA's directive, and gives three days for some of them. */
export function hasThreeDays(
  load: ActionLoadGroups,
  policy: SlaPolicy,
  criticality: Criticality,
  exposure?: Exposure,
): boolean {
  if (policy.preset !== 'bod_26_04') return false;
  return SEVERITIES.some((severity) =>
    load[severity]?.some(({ exploit }) => slaDays(severity, policy, criticality, { exploit, exposure }) === SHORTEST),
  );
}

/** The load as score and rank take it at `now`: what is unknown weighs as medium. `accepted`: whether its risk is accepted. */
export function loadsAt(
  load: ActionLoadGroups,
  policy: SlaPolicy,
  criticality: Criticality,
  now: Date,
  accepted = false,
  exposure?: Exposure,
): TimedLoads {
  const loads: Partial<Record<Severity, TimedGroup[]>> = {};
  for (const severity of STATED_SEVERITIES) {
    const groups = SEVERITIES.filter((one) => countedAs(one) === severity).flatMap((one) =>
      (load[one] ?? []).map((group) => ({ ...group, stated: one })),
    );
    if (groups.length === 0) continue;
    loads[severity] = groups.map((group): TimedGroup => {
      const openedAt = new Date(group.openedAt);
      const dueBy = (by: StatedSeverity) =>
        dueAt(by, openedAt, policy, criticality, { exploit: group.exploit, exposure });
      const due = dueBy(severity);
      const from = group.loweredFrom === undefined ? null : countedAs(group.loweredFrom);
      return {
        count: group.count,
        stated: group.stated,
        openedAt: openedAt.getTime(),
        dueAt: due?.getTime() ?? null,
        confidence: group.confidence,
        exploit: group.exploit ?? 'none',
        reachability: 'unknown',
        overdue: overdueOf(openedAt, due, now),
        accepted,
        ...(from === null ? {} : { lowered: { from, overdue: overdueOf(openedAt, dueBy(from), now) } }),
      };
    });
  }
  return loads;
}
