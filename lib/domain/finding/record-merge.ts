import { orderVersions } from '#lib/domain/action/version.ts';
import { canonicalAdvisory } from '#lib/domain/advisory/advisory.ts';
import { CONFIDENCES, type Location, type Suppression } from './finding.ts';
import { LIMITS } from './normalise.ts';
import type { FindingRecord } from './record.ts';
import { compareText, uniqueLocations, uniqueSorted } from './record-order.ts';
import { severityRank, worseSeverity } from './severity.ts';

/** The fields that only make sense together: they come from one of the two records as a whole. */
function textsOf(record: FindingRecord): unknown[] {
  return [
    record.category,
    record.scanner,
    record.ruleId,
    record.ruleName,
    record.helpUrl,
    record.title,
    record.message,
    record.remediation,
    record.severityReported,
    record.packageEcosystem,
    record.packageName,
    record.packageVersion,
    record.image,
    record.resource,
    Object.entries(record.subjectDetail).sort(([a], [b]) => compareText(a, b)),
  ];
}

function isWorse(a: FindingRecord, b: FindingRecord): boolean {
  const bySeverity = severityRank(a.severity) - severityRank(b.severity);
  if (bySeverity !== 0) return bySeverity < 0;
  return compareText(JSON.stringify(textsOf(a)), JSON.stringify(textsOf(b))) <= 0;
}

function unionLocations(a: FindingRecord, b: FindingRecord): { locations: Location[]; totalLocations: number } {
  const union = uniqueLocations([...a.locations, ...b.locations]);
  // One above the limit means "more": locations that were cut off earlier can no longer be compared.
  const seen = Math.min(union.length, LIMITS.locations + 1);
  return {
    locations: union.slice(0, LIMITS.locations),
    totalLocations: Math.max(a.totalLocations, b.totalLocations, seen),
  };
}

function firstPlace(a: FindingRecord, b: FindingRecord): { path: string | null; line: number | null } {
  const order = compareText(a.path ?? '', b.path ?? '') || (a.line ?? 0) - (b.line ?? 0);
  const { path, line } = order <= 0 ? a : b;
  return { path, line };
}

/** A CVE or GHSA id where there is one; else the alphabetically first of the tools' own ids. */
function commonAdvisory(a: FindingRecord, b: FindingRecord, aliases: readonly string[]): string | null {
  // What the organization knows it as need not be among the names that a record states.
  if (a.advisory === b.advisory) return a.advisory;
  const known = aliases.filter((name) => /^(?:CVE|GHSA)-/.test(name));
  if (known.length > 0) return canonicalAdvisory(known);
  if (a.advisory === null || b.advisory === null) return a.advisory ?? b.advisory;
  return compareText(a.advisory, b.advisory) <= 0 ? a.advisory : b.advisory;
}

/** Suppressed only when every part is. */
function bothSuppressed(a: Suppression | null, b: Suppression | null): Suppression | null {
  if (a === null || b === null) return null;
  const order = compareText(a.kind, b.kind) || compareText(a.justification ?? '', b.justification ?? '');
  return order <= 0 ? a : b;
}

function higher(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

/**
 * Two records of one finding made one: all places, all names, the highest severity. The texts are those of the worse
 * one. Neither the order nor the grouping of merges changes the result.
 */
export function mergeRecords(a: FindingRecord, b: FindingRecord): FindingRecord {
  const lead = isWorse(a, b) ? a : b;
  const aliases = uniqueSorted([...a.aliases, ...b.aliases]);
  const surer = Math.min(CONFIDENCES.indexOf(a.confidence), CONFIDENCES.indexOf(b.confidence));
  return {
    ...lead,
    severity: worseSeverity(a.severity, b.severity),
    cvss: higher(a.cvss, b.cvss),
    confidence: CONFIDENCES[surer] ?? 'unknown',
    cwes: [...new Set([...a.cwes, ...b.cwes])].sort((x, y) => x - y),
    references: uniqueSorted([...a.references, ...b.references]).slice(0, LIMITS.references),
    advisory: commonAdvisory(a, b, aliases),
    aliases,
    fixedVersions: uniqueSorted([...a.fixedVersions, ...b.fixedVersions], orderVersions),
    ...firstPlace(a, b),
    ...unionLocations(a, b),
    suppression: bothSuppressed(a.suppression, b.suppression),
  };
}
