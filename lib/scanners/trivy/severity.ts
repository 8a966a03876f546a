import type { Severity } from '#lib/domain/finding/finding.ts';
import { asString } from '#lib/scanners/shared/text.ts';

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
]);

/** `UNKNOWN` (not rated yet) and anything unheard of count as info: shown, never alarming by themselves. */
export function severityOf(value: unknown): { severity: Severity; reported: string | null } {
  const reported = asString(value);
  return { severity: WORDS.get((reported ?? '').toUpperCase()) ?? 'info', reported };
}
