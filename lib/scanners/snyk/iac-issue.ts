import type { Observation } from '#lib/domain/finding/finding.ts';
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
  const urls = urlsIn([asString(entry.documentation) ?? '', ...asStrings(entry.references)]);
  const startLine = asLine(entry.lineNumber);
  // The first document of a file is meant where none is named.
  const steps = asStrings(asArray(entry.path)).filter((step) => step !== '[DocId: 0]');
  const label = steps.length > 0 ? steps.join('.') : asString(entry.msg);
  return {
    subject: {
      category: 'iac',
      check: null,
      resource: resourceOf(steps.length > 0 ? steps : (label ?? '').split('.')),
    },
    scanner: 'snyk',
    rule: { id, name: oneLine(title), helpUrl: urls[0] ?? null },
    title: oneLine(title),
    message: [said('issue') ?? title, said('impact')].filter((part) => part !== null).join('\n'),
    remediation: said('resolve') ?? asStrings(Object.values(asRecord(entry.remediation)))[0] ?? null,
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
    trusted: null,
    suppression: entry.isIgnored === true ? { kind: 'external', justification: null } : null,
    position,
  };
}

/** The references of a rule are addresses, or one text in Markdown that holds them. */
function urlsIn(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => text.slice(0, 10_000).match(/https?:\/\/[^\s()<>"'\][]{1,1000}/gi) ?? []);
  return [...new Set(found)];
}

/** `input, resource, aws_s3_bucket[logs], acl` → `aws_s3_bucket.logs`; of CloudFormation `Resources.Logs`; else the whole path. */
function resourceOf(steps: readonly string[]): string | null {
  const path = steps.filter((step) => step !== 'input' && step !== '');
  const [block, named, name] = path;
  const resource = /^([A-Za-z0-9_-]{1,200})\[([^\][]{1,500})\]$/.exec(named ?? '');
  if (resource !== null && (block === 'resource' || block === 'data')) {
    return `${block === 'data' ? 'data.' : ''}${resource[1]}.${resource[2]}`;
  }
  const template =
    /^Resources\[([^\][]{1,500})\]$/.exec(block ?? '')?.[1] ?? (block === 'Resources' ? named : undefined);
  if (template !== undefined) return `Resources.${template}`;
  if (block === 'resource' && /^[a-z][a-z0-9]*_[a-z0-9_]{1,200}$/.test(named ?? '') && name !== undefined) {
    return `${named}.${name}`;
  }
  return path.length === 0 ? null : path.join('.');
}
