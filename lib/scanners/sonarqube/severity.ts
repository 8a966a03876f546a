import type { Severity } from '#lib/domain/finding/finding.ts';
import { asArray, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';

/** SonarQube's own equivalence of its two scales: BLOCKER, CRITICAL = HIGH, MAJOR = MEDIUM, MINOR = LOW, INFO. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['BLOCKER', 'critical'],
  ['CRITICAL', 'high'],
  ['HIGH', 'high'],
  ['MAJOR', 'medium'],
  ['MEDIUM', 'medium'],
  ['MINOR', 'low'],
  ['LOW', 'low'],
  ['INFO', 'info'],
]);

export function severityOf(word: string | null): Severity {
  return WORDS.get(word?.toUpperCase() ?? '') ?? 'unknown';
}

/** An issue is one of security by its type, or by what it affects: the newer mode knows no types. */
export function isSecurity(issue: Json): boolean {
  const type = (asString(issue.type) ?? '').toUpperCase();
  if (type === 'VULNERABILITY' || type === 'SECURITY_HOTSPOT') return true;
  const impacts = impactsOf(issue);
  if (impacts.some(({ quality }) => quality === 'SECURITY')) return true;
  // Neither type nor impact: sonar-report, which leaves bugs out unless told otherwise.
  return type === '' && impacts.length === 0;
}

/** The word that counts: of a vulnerability its severity, of anything else that touches security that impact's. */
export function reportedSeverity(issue: Json): string | null {
  const type = (asString(issue.type) ?? '').toUpperCase();
  const severity = asString(issue.severity);
  const impacts = impactsOf(issue);
  const security = impacts.find(({ quality }) => quality === 'SECURITY')?.severity ?? null;
  if (security !== null && (severity === null || (type !== 'VULNERABILITY' && type !== 'SECURITY_HOTSPOT')))
    return security;
  return severity ?? impacts[0]?.severity ?? asString(issue.vulnerabilityProbability);
}

/** A list in the API; sonar-findings-export writes them by quality. */
function impactsOf(issue: Json): { quality: string; severity: string | null }[] {
  if (isRecord(issue.impacts)) {
    const entries = Object.entries(issue.impacts);
    return entries.map(([quality, severity]) => ({ quality: quality.toUpperCase(), severity: asString(severity) }));
  }
  return asArray(issue.impacts)
    .filter(isRecord)
    .map((impact) => ({
      quality: (asString(impact.softwareQuality) ?? '').toUpperCase(),
      severity: asString(impact.severity),
    }));
}
