import type { Location, Observation, Subject, Suppression } from '#lib/domain/finding/finding.ts';
import { fromRepositoryRoot } from '#lib/domain/finding/path.ts';
import {
  asArray,
  asInteger,
  asLine,
  asRecord,
  asString,
  asStrings,
  isRecord,
  type Json,
  oneLine,
} from '#lib/scanners/shared/text.ts';
import { trustedFingerprint } from '#lib/scanners/shared/trusted-fingerprint.ts';
import { componentIssue } from './component-issue.ts';
import type { Page } from './page.ts';
import { isSecurity, reportedSeverity, severityOf } from './severity.ts';
import { standingOf } from './status.ts';
import { TRUSTED } from './trusted.ts';

const FLOW_STEPS = 20;

/** One issue or hotspot; null when SonarQube says that it is fixed, a text when it cannot be read. */
export function readIssue(issue: Json, page: Page, hotspot: boolean, position: string): Observation | string | null {
  const category = asString(issue.securityCategory);
  const rule = asString(issue.rule) ?? asString(issue.ruleKey) ?? (category === null ? null : `hotspot:${category}`);
  if (rule === null) return hotspot ? 'no ruleKey' : 'no rule';
  const standing = standingOf(issue);
  if (standing.kind === 'gone') return null;
  const suppression: Suppression | null = standing.kind === 'suppressed' ? standing.suppression : null;
  const name = page.rules.get(rule) ?? null;
  const message = asString(issue.message) ?? name ?? rule;
  const locations = locationsOf(issue, page);
  const component = componentIssue(rule, message, locations[0]?.path ?? null);
  const isHotspot = hotspot || isHotspotIssue(issue, page);
  const subject: Subject = component?.subject ?? { category: isHotspot || isSecurity(issue) ? 'sast' : 'quality' };
  const severity = hotspot ? asString(issue.vulnerabilityProbability) : reportedSeverity(issue);
  return {
    subject,
    scanner: 'sonarqube',
    rule: { id: rule, name, helpUrl: null },
    title: oneLine(message),
    message,
    remediation: null,
    severity: severityOf(severity),
    severityReported: severity,
    cvss: component?.cvss ?? null,
    // A hotspot is a place that a person should look at, not yet a weakness.
    confidence: isHotspot ? 'low' : 'unknown',
    cwes: cwesOf(issue, message),
    references: [],
    locations,
    trusted: trustedFingerprint({ hash: issue.hash }, TRUSTED),
    suppression,
    position,
  };
}

function isHotspotIssue(issue: Json, page: Page): boolean {
  if ((asString(issue.type) ?? '').toUpperCase() === 'SECURITY_HOTSPOT') return true;
  const status = (asString(issue.status) ?? '').toUpperCase();
  if (status === 'TO_REVIEW' || status === 'IN_REVIEW' || status === 'REVIEWED') return true;
  return page.hotspotKeys.has(asString(issue.key) ?? '');
}

function locationsOf(issue: Json, page: Page): Location[] {
  const project = asString(issue.project);
  const path = pathOf(asString(issue.component), project, page);
  const range = asRecord(issue.textRange);
  const startLine = asLine(range.startLine) ?? asLine(issue.line);
  const first = place(path, startLine, asLine(range.endLine), range, path === null ? asString(issue.component) : null);
  const steps = asArray(issue.flows)
    .flatMap((flow) => asArray(asRecord(flow).locations))
    .filter(isRecord);
  const rest = steps.slice(0, FLOW_STEPS).map((step) => {
    const at = asRecord(step.textRange);
    const where = pathOf(asString(step.component), project, page);
    return place(where, asLine(at.startLine), asLine(at.endLine), at, asString(step.msg));
  });
  return [first, ...rest];
}

function place(
  path: string | null,
  startLine: number | null,
  end: number | null,
  range: Json,
  label: string | null,
): Location {
  const offset = asInteger(range.startOffset);
  return {
    path: path === null ? null : fromRepositoryRoot(path),
    startLine,
    endLine: end !== null && startLine !== null && end >= startLine ? end : startLine,
    // Offsets count from 0.
    startColumn: offset === null || offset < 0 || startLine === null ? null : offset + 1,
    snippet: null,
    label: label === null ? null : oneLine(label),
  };
}

/**
 * `project:src/a.ts` → `src/a.ts`; the project itself has no path. Module keys may hold colons of their own, and keys
 * of a branch or a pull request end in its name (`project:src/a.ts:BRANCH:next`).
 */
function pathOf(key: string | null, project: string | null, page: Page): string | null {
  if (key === null || key === project) return null;
  const known = page.paths.get(key);
  if (known !== undefined) return known;
  const component = key.slice(0, 4000).replace(/:(?:BRANCH|PULL_REQUEST):.*$/, '');
  if (component === project) return null;
  if (page.isReport) return component;
  if (project !== null && component.startsWith(`${project}:`)) return component.slice(project.length + 1);
  const colon = component.lastIndexOf(':');
  return colon === -1 ? null : component.slice(colon + 1);
}

/** Tags name some (`cwe-79`), a message that another tool wrote may name its category. */
function cwesOf(issue: Json, message: string): number[] {
  const tags = asStrings(asArray(issue.tags)).map((tag) => /^cwe-(\d{1,6})$/i.exec(tag)?.[1]);
  const category = /\bCategory: CWE-(\d{1,6})\b/.exec(message.slice(0, 20_000))?.[1];
  const numbers = [category, ...tags].map(Number);
  return [...new Set(numbers.filter((number) => number > 0))];
}
