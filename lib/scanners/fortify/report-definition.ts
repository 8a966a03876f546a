import type { Location, Observation, Suppression } from '#lib/domain/finding/finding.ts';
import { severityFrom } from '#lib/domain/finding/severity.ts';
import type { ReportSource, ReportSummary, Sink } from '#lib/scanners/contract.ts';
import { everything, onePart } from '#lib/scanners/shared/parts.ts';
import { asInteger, asLine, oneLine } from '#lib/scanners/shared/text.ts';
import { child, childrenOf, childText, readXml, type XmlNode } from '#lib/scanners/shared/xml.ts';
import { isDismissed } from './audit.ts';
import { trustedInstance } from './trusted.ts';
import { cwesIn } from './vulnerability.ts';

const SUB = 'ReportDefinition/ReportSection/SubSection';
const GROUP = `${SUB}/IssueListing/Chart/GroupingSection`;
const TEXT = `${SUB}/Text`;
const ABOUT = `${GROUP}/MajorAttributeSummary`;
const ISSUE = `${GROUP}/Issue`;

interface Group {
  /** Issues that the section says it has. */
  count: number;
  listed: number;
  listing: boolean;
  recommendations: string | null;
}

/** Reads the XML form of Fortify's printed report. One issue may stand in several of its sections. */
export async function readReportDefinition(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const seen = new Set<string>();
  let version: string | null = null;
  let listing = false;
  let missing = 0;
  let count = 0;
  let group: Group | null = null;
  const leave = () => {
    if (group?.listing === true && group.listed > 0) missing += Math.max(0, group.count - group.listed);
    group = null;
  };
  const onIssue = (node: XmlNode, place: string) => {
    const position = `Issue[${count++}] (${place})`;
    if (group !== null) group.listed++;
    const id = node.attributes.iid;
    if (id !== undefined && seen.has(id)) return;
    if (id !== undefined) seen.add(id);
    const observation = issue(node, group?.recommendations ?? null);
    if (observation === null) sink.skipped({ position, reason: 'an issue without rule and category' });
    else sink.observation({ ...observation, position });
  };
  await readXml(source, {
    elements: [TEXT, ABOUT, ISSUE],
    onStart: (node, path) => {
      if (path === `${SUB}/IssueListing`) listing = node.attributes.listing === 'true';
      if (path !== GROUP) return;
      leave();
      group = { count: asInteger(node.attributes.count) ?? 0, listed: 0, listing, recommendations: null };
    },
    onElement: (node, path, place) => {
      if (path === ISSUE) onIssue(node, place);
      else if (path === ABOUT && group !== null) readAbout(node, group);
      else if (path === TEXT) version ??= /SCA Engine version: {0,5}([\w.-]{1,40})/.exec(node.text)?.[1] ?? null;
    },
  });
  leave();
  const gaps = missing > 0 ? [everything(`The report leaves out ${missing} of the issues that it counts.`)] : [];
  return onePart({ scanner: 'fortify', scannerVersion: version, categories: ['sast'], gaps });
}

/** The summary counts issues by their audit, also those that the template's limit then keeps from being listed. */
function readAbout(node: XmlNode, group: Group): void {
  const counts = childrenOf(node, 'AttributeValue').map((each) => asInteger(childText(each, 'Count')) ?? 0);
  group.recommendations = metaInfo(node, 'Recommendations');
  group.count = Math.max(
    group.count,
    counts.reduce((sum, each) => sum + each, 0),
  );
}

function metaInfo(node: XmlNode, name: string): string | null {
  const entry = childrenOf(node, 'MetaInfo').find((each) => childText(each, 'Name') === name) ?? null;
  return childText(entry, 'Value');
}

function issue(node: XmlNode, recommendations: string | null): Omit<Observation, 'position'> | null {
  const { iid, ruleID } = node.attributes;
  const category = childText(node, 'Category');
  const id = ruleID ?? category;
  if (id === null || id === '') return null;
  const reported = childText(node, 'Friority') ?? childText(node, 'Folder');
  const places = ['Primary', 'Source'].map((name) => child(node, name)).filter((each) => each !== null);
  return {
    subject: { category: 'sast' },
    scanner: 'fortify',
    rule: { id, name: category, helpUrl: null },
    title: oneLine(category ?? id),
    message: childText(node, 'Abstract') ?? childText(node, 'AbstractCustom') ?? category ?? id,
    remediation: recommendations,
    severity: severityFrom(reported) ?? 'unknown',
    severityReported: reported,
    cvss: null,
    confidence: 'unknown',
    cwes: cwesIn(externalCategories(node)),
    references: [],
    locations: places.map(locationOf),
    trusted: trustedInstance(iid ?? null),
    suppression: suppressionOf(node),
  };
}

function externalCategories(node: XmlNode): string {
  const all = childrenOf(node, 'ExternalCategory').filter(({ attributes }) => /^CWE/i.test(attributes.type ?? ''));
  return all.map(({ text }) => text).join(',');
}

function locationOf(place: XmlNode): Location {
  return {
    path: childText(place, 'FilePath') ?? childText(place, 'FileName'),
    startLine: asLine(childText(place, 'LineStart')),
    endLine: null,
    startColumn: null,
    snippet: child(place, 'Snippet')?.text ?? null,
    label: childText(place, 'TargetFunction'),
  };
}

function suppressionOf(node: XmlNode): Suppression | null {
  const answers = childrenOf(node, 'Tag').map((tag) => childText(tag, 'Value') ?? '');
  const dismissed = answers.find(isDismissed);
  if (dismissed === undefined) return null;
  const comment =
    childrenOf(node, 'Comment')
      .map((each) => childText(each, 'Comment'))
      .at(-1) ?? null;
  return {
    kind: 'external',
    justification: oneLine([dismissed, comment].filter((word) => word !== null).join(': '), 1000),
  };
}
