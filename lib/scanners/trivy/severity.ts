import type { Severity } from '#lib/domain/finding/finding.ts';
import { severityFromCvss } from '#lib/domain/finding/severity.ts';
import { asString } from '#lib/scanners/shared/text.ts';

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
]);

/** `UNKNOWN` is what is not rated yet; a score says more. */
export function severityOf(
  value: unknown,
  cvss: number | null = null,
): { severity: Severity; reported: string | null } {
  const reported = asString(value);
  const scored = cvss === null ? null : severityFromCvss(cvss);
  return { severity: WORDS.get((reported ?? '').toUpperCase()) ?? scored ?? 'unknown', reported };
}
