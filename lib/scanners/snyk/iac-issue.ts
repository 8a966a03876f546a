import type { Observation } from '#lib/domain/finding.ts';
import { asArray, asLine, asRecord, asString, asStrings, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import type { Project } from './project.ts';
import { severityOf } from './vulnerability.ts';

/** One entry of `infrastructureAsCodeIssues`; a text says why it cannot be read. */
export function readIacIssue(entry: Json, project: Project, position: string): Observation | string {
  const id = asString(entry.publicId) ?? asString(entry.id);
  if (id === null) return 'no id';
  const description = asRecord(entry.iacDescription);
  const said = (key: string): string | null => asString(entry[key]) ?? asString(description[key]);
  const title = asString(entry.title) ?? id;
  const severity = asString(entry.severity);
  const links = [asString(entry.documentation), ...asStrings(asArray(entry.references))].filter(
    (link) => link !== null,
  );
  const urls = [...new Set(links.filter((link) => /^https?:\/\//i.test(link)))];
  const startLine = asLine(entry.lineNumber);
  const steps = asStrings(asArray(entry.path));
  const label = steps.length > 0 ? steps.join('.') : asString(entry.msg);
  return {
    subject: { category: 'iac', resource: resourceOf(steps.length > 0 ? steps : (label ?? '').split('.')) },
    scanner: 'snyk',
    rule: { id, name: oneLine(title), helpUrl: urls[0] ?? null },
    title: oneLine(title),
    message: [said('issue') ?? title, said('impact')].filter((part) => part !== null).join('\n'),
    remediation: said('resolve'),
    severity: severityOf(severity),
    severityReported: severity,
    cvss: null,
    confidence: 'unknown',
    cwes: [],
    references: urls,
    locations: [
      {
        path: project.target,
        startLine,
        endLine: startLine,
        startColumn: null,
        snippet: null,
        label: label === null ? null : oneLine(label),
      },
    ],
    fingerprints: {},
    suppression: entry.isIgnored === true ? { kind: 'external', justification: null } : null,
    position,
  };
}

/** `input, resource, aws_s3_bucket[logs], acl` → `aws_s3_bucket.logs`; other languages have no resource: the whole path. */
function resourceOf(steps: readonly string[]): string | null {
  const path = steps.filter((step) => step !== 'input' && step !== '');
  const [block, named] = path;
  const resource = /^([A-Za-z0-9_-]{1,200})\[([^\][]{1,500})\]$/.exec(named ?? '');
  if (resource !== null && (block === 'resource' || block === 'data')) {
    return `${block === 'data' ? 'data.' : ''}${resource[1]}.${resource[2]}`;
  }
  return path.length === 0 ? null : path.join('.');
}
