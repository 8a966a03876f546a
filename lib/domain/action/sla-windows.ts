import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { SEVERITIES, type Severity } from '#lib/domain/finding/finding.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import { addDays } from '#lib/domain/time.ts';
import { AT_RISK, type SlaPolicy, slaDays } from './sla.ts';

/** What can be asked of due dates: 80 % of the time is used, or all of it. */
export const SLA_FILTERS = ['at_risk', 'overdue'] as const;
export type SlaFilter = (typeof SLA_FILTERS)[number];

/** A repository, as due dates depend on it. */
export interface SlaPlace {
  repoId: number;
  criticality: Criticality;
  exposure: Exposure;
}

/** Findings of these severities that were opened within a time, both ends included, are at risk, or overdue. */
export interface SlaWindow {
  severities: Severity[];
  /** Null: whether or not KEV lists them. */
  kev: boolean | null;
  /** Null: of all repositories. */
  repoIds: number[] | null;
  from: Date | null;
  to: Date;
}

/** Whether due dates are not the same in all repositories. */
export const asksForPlaces = ({ preset, byCriticality }: SlaPolicy): boolean =>
  preset === 'bod_26_04' || Object.keys(byCriticality).length > 0;

/** When what is at risk or overdue now was opened, so that a statement finds it: exactly what `isAtRisk` and `dueAt` say. */
export function slaWindows(which: SlaFilter, policy: SlaPolicy, places: readonly SlaPlace[], now: Date): SlaWindow[] {
  if (!asksForPlaces(policy)) return windowsOf(which, policy, null, now);
  const alike = Map.groupBy(places, ({ criticality, exposure }) => `${criticality} ${exposure}`);
  return [...alike.values()].flatMap((group) => windowsOf(which, policy, group, now));
}

function windowsOf(which: SlaFilter, policy: SlaPolicy, group: readonly SlaPlace[] | null, now: Date): SlaWindow[] {
  const place = group?.[0];
  const kevs = policy.preset === 'bod_26_04' ? [true, false] : [null];
  return kevs.flatMap((kev) => {
    const exploit = kev === true ? ('kev' as const) : EXPLOITS[0];
    const days = (severity: Severity) =>
      slaDays(severity, policy, place?.criticality, { exploit, exposure: place?.exposure });
    const byDays = Map.groupBy(SEVERITIES, days);
    return [...byDays].flatMap(([given, severities]): SlaWindow[] =>
      given === null
        ? []
        : [{ severities, kev, repoIds: group?.map(({ repoId }) => repoId) ?? null, ...openedWhen(which, given, now) }],
    );
  });
}

/** Instants are kept to the millisecond. */
function openedWhen(which: SlaFilter, days: number, now: Date): { from: Date | null; to: Date } {
  switch (which) {
    case 'overdue':
      return { from: null, to: new Date(addDays(now, -days).getTime() - 1) };
    case 'at_risk':
      return { from: addDays(now, -days), to: addDays(now, -AT_RISK * days) };
  }
}
