import type { SlaView } from '#lib/contracts/sla.ts';
import { STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { CRITICALITIES, type Criticality } from '#lib/domain/repository/criticality.ts';

/** A column of the table: all repositories, or those of one criticality. */
export type SlaColumn = 'all' | Criticality;
export const SLA_COLUMNS: readonly SlaColumn[] = ['all', ...CRITICALITIES];

export const cellName = (column: SlaColumn, severity: StatedSeverity): string => `${column}-${severity}`;

/** What is typed for no due date. */
const NONE = '–';

/** The days as they are typed: empty in a column of a criticality is "as for all". */
export function typedDays(sla: SlaView): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const severity of STATED_SEVERITIES) {
    typed[cellName('all', severity)] = String(sla.days[severity] ?? NONE);
    for (const criticality of CRITICALITIES) {
      const days = sla.by_criticality[criticality]?.[severity];
      typed[cellName(criticality, severity)] = days === undefined ? '' : String(days ?? NONE);
    }
  }
  return typed;
}

/** Null: no date; undefined: nothing typed; NaN: no number of days. */
function daysOf(text: string): number | null | undefined {
  const given = text.trim();
  if (given === '') return undefined;
  if (given === NONE || given === '-') return null;
  const days = Number(given);
  return Number.isInteger(days) && days >= 1 && days <= 3650 ? days : Number.NaN;
}

/** The rule that was typed; null where a cell is no number of days. */
export function slaOfTyped(typed: Readonly<Record<string, string>>, preset: SlaView['preset']): SlaView | null {
  const cell = (column: SlaColumn, severity: StatedSeverity) => daysOf(typed[cellName(column, severity)] ?? '');
  const all = STATED_SEVERITIES.map((severity) => [severity, cell('all', severity) ?? null] as const);
  const special = CRITICALITIES.flatMap((criticality) => {
    const own = STATED_SEVERITIES.flatMap((severity) => {
      const days = cell(criticality, severity);
      return days === undefined ? [] : [[severity, days] as const];
    });
    return own.length === 0 ? [] : [[criticality, Object.fromEntries(own)] as const];
  });
  const wrong = [...all.map(([, days]) => days), ...special.flatMap(([, own]) => Object.values(own))];
  if (wrong.some((days) => Number.isNaN(days))) return null;
  return {
    preset,
    days: Object.fromEntries(all) as SlaView['days'],
    by_criticality: Object.fromEntries(special) as SlaView['by_criticality'],
  };
}
