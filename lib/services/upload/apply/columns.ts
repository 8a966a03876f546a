import type { ActionFacts } from '#lib/domain/action-key.ts';
import { CONFIDENCES, type Confidence, SEVERITIES, type Severity } from '#lib/domain/finding.ts';
import { urlTemplate } from '#lib/domain/identity-url.ts';
import type { FindingRecord } from '#lib/domain/record.ts';

/** Critical 4 … info 0: the number that indexes order by. */
export function severityNumber(severity: Severity): number {
  return SEVERITIES.length - 1 - SEVERITIES.indexOf(severity);
}

export function severityOf(number: number): Severity {
  return SEVERITIES[SEVERITIES.length - 1 - number] ?? 'info';
}

/** Verified 4 … unknown 0. */
export function confidenceNumber(confidence: Confidence): number {
  return CONFIDENCES.length - 1 - CONFIDENCES.indexOf(confidence);
}

export function confidenceOf(number: number): Confidence {
  return CONFIDENCES[CONFIDENCES.length - 1 - number] ?? 'unknown';
}

export function rankOf(severity: number, confidence: number): number {
  return severity * 100 + confidence * 10;
}

/** What a record says about its fix. `key`: the finding's, hex. */
export function actionFactsOf(record: FindingRecord, key: string): ActionFacts {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const { subjectDetail: detail } = record;
  const url = text(detail.url);
  return {
    category: record.category,
    scanner: record.scanner,
    ruleId: record.ruleId,
    ruleName: record.ruleName,
    title: record.title,
    snippet: record.locations[0]?.snippet ?? null,
    path: record.path,
    package: record.packageName
      ? { ecosystem: record.packageEcosystem ?? 'generic', name: record.packageName, version: record.packageVersion }
      : null,
    fixedVersions: record.fixedVersions,
    image: record.image,
    resource: record.resource,
    secretKey: record.category === 'secret' ? key : null,
    urlTemplate: url === null ? null : urlTemplate(url),
    principal: text(detail.principal),
    scope: record.category === 'privilege' ? record.resource : null,
  };
}

/** Search terms of a record: what the dictionary of paths and packages must know. */
export function termsOf(record: FindingRecord): [kind: 'path' | 'package', term: string][] {
  const terms: [kind: 'path' | 'package', term: string][] = [];
  if (record.path) terms.push(['path', record.path]);
  if (record.packageName) terms.push(['package', record.packageName]);
  return terms;
}
