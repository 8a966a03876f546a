import type { Observation, Severity, Suppression } from '#lib/domain/finding/finding.ts';
import { severityFrom } from '#lib/domain/finding/severity.ts';
import type { ReportSource, ReportSummary, Sink } from '#lib/scanners/contract.ts';
import { onePart } from '#lib/scanners/shared/parts.ts';
import { asInteger, asString, oneLine, stripHtml } from '#lib/scanners/shared/text.ts';
import { child, childrenOf, childText, readXml, type XmlNode } from '#lib/scanners/shared/xml.ts';

const SESSIONS = [
  ...['Sessions/Session', 'Scan/Sessions/Session', 'Scan/Session'],
  ...['WebInspectScan/Session', 'WebInspectScan/Sessions/Session'],
];
/** Exports without sessions: each issue names its own request. */
const ISSUES = ['Scan/Issues/Issue', 'Scans/Scan/Issues/Issue', 'WebInspectScan/Issues/Issue'];
const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** Reads WebInspect's XML export: requests with the issues that each raised, or issues alone. */
export async function readWebInspect(
  source: ReportSource,
  sink: Sink,
  decisions: ReadonlyMap<string, Suppression> = new Map(),
): Promise<ReportSummary> {
  let sessions = 0;
  let issues = 0;
  const hand = (issue: XmlNode, request: XmlNode, position: string) => {
    const observation = observationOf(issue, request);
    if (observation === null) sink.skipped({ position, reason: 'an issue without id and name' });
    else sink.observation({ ...observation, suppression: decisions.get(issue.attributes.id ?? '') ?? null, position });
  };
  await readXml(source, {
    elements: [...SESSIONS, ...ISSUES],
    onElement: (node, path, place) => {
      if (ISSUES.includes(path)) return hand(node, node, `Issue[${issues++}] (${place})`);
      const number = sessions++;
      childrenOf(child(node, 'Issues'), 'Issue').forEach((issue, index) => {
        hand(issue, node, `Session[${number}].Issue[${index}] (${place})`);
      });
    },
  });
  return onePart({ scanner: 'webinspect', categories: ['dast'] });
}

/** A number from 0 to 4, or a word. */
function severityOf(reported: string | null): Severity {
  const number = asInteger(reported);
  if (number !== null) return SEVERITIES[number] ?? 'unknown';
  return severityFrom(reported) ?? 'unknown';
}

/** `request`: the session, or the issue itself where there is none. */
function observationOf(issue: XmlNode, request: XmlNode): Omit<Observation, 'position'> | null {
  const name = childText(issue, 'Name');
  const id = childText(issue, 'VulnerabilityID') ?? name;
  if (id === null) return null;
  const url = childText(request, 'URL') ?? '';
  const reported = childText(issue, 'Severity');
  const sent = child(request, 'RawRequest') ?? child(request, 'VulnerableSession');
  const method = methodOf(sent?.text.trimStart().slice(0, 400) ?? '');
  const parameter = childText(request, 'AttackParamDescriptor') ?? childText(issue, 'VulnerableParam');
  return {
    subject: { category: 'dast', method, url, parameter },
    scanner: 'webinspect',
    rule: { id, name, helpUrl: null },
    title: oneLine(name ?? id),
    message: section(issue, 'Summary') ?? section(issue, 'Execution') ?? name ?? id,
    remediation: section(issue, 'Fix'),
    severity: severityOf(reported),
    severityReported: reported,
    cvss: null,
    confidence: 'unknown',
    cwes: cwesOf(issue),
    references: [],
    locations: [
      {
        path: null,
        startLine: null,
        endLine: null,
        startColumn: null,
        snippet: null,
        label: `${method ?? ''} ${url}`.trim(),
      },
    ],
    trusted: null,
    suppression: null,
  };
}

/** The request as it was sent; in a project's member it is in Base64. */
function methodOf(request: string): string | null {
  const plain =
    /^[A-Za-z0-9+/=\s]{16,400}$/.test(request) && !/^[A-Z]{3,10} /.test(request) ? decoded(request) : request;
  return /^([A-Z]{3,10}) /.exec(plain)?.[1] ?? null;
}

function decoded(request: string): string {
  return Buffer.from(request.replace(/\s+/g, '').slice(0, 64), 'base64').toString('latin1');
}

function section(issue: XmlNode, name: string): string | null {
  const found = childrenOf(issue, 'ReportSection').find((each) => childText(each, 'Name') === name) ?? null;
  return asString(stripHtml(childText(found, 'SectionText') ?? ''));
}

function cwesOf(issue: XmlNode): number[] {
  const all = childrenOf(child(issue, 'Classifications'), 'Classification');
  const numbers = all.map(({ attributes }) => (attributes.kind === 'CWE' ? asInteger(attributes.identifier) : null));
  return [...new Set(numbers.filter((number) => number !== null))].filter((number) => number > 0);
}
