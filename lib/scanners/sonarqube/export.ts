import type { Observation } from '#lib/domain/finding/finding.ts';
import { asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { readIssue } from './issue.ts';
import { NO_PAGE } from './page.ts';

/** A finding as `api/projects/export_findings` has it, or the tool sonar-findings-export: with a path of its own. */
export function isExported(finding: unknown): boolean {
  if (!isRecord(finding) || !('projectKey' in finding) || !('status' in finding)) return false;
  return ('ruleReference' in finding && 'path' in finding) || ('rule' in finding && 'file' in finding);
}

/** The findings of such an export; null for any other document. */
export function exportedFindings(document: unknown): readonly unknown[] | null {
  if (isRecord(document) && Array.isArray(document.export_findings)) return document.export_findings;
  return Array.isArray(document) && isExported(document[0]) ? document : null;
}

/** Components of this page are paths, as in sonar-report. */
const PAGE = { ...NO_PAGE, isReport: true };

export function readExported(finding: Json, position: string): Observation | string | null {
  const item: Json = {
    ...finding,
    rule: asString(finding.rule) ?? finding.ruleReference,
    line: finding.line ?? finding.lineNumber,
    component: asString(finding.path) ?? finding.file,
    project: null,
  };
  return readIssue(item, PAGE, false, position);
}
