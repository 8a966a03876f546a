import type { Gap, ReportSource, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { everything, nothingScanned } from '#lib/scanners/shared/parts.ts';
import type { Json } from '#lib/scanners/shared/text.ts';
import { child, childrenOf, readXml, type XmlNode } from '#lib/scanners/shared/xml.ts';
import { alertObservations, leftOut } from './alert.ts';
import { fromApi, siteOf } from './api.ts';
import { type Head, NO_SITE } from './json.ts';
import { Variants } from './variants.ts';

const ROOT = 'OWASPZAPReport';
const ALERT = `${ROOT}/site/alerts/alertitem`;
const API_ALERT = 'alerts/alert';

/** Reads the traditional XML report, with or without requests and responses. */
export async function readZapXml(source: ReportSource, sink: Sink): Promise<Head> {
  const variants = new Variants();
  await readXml(source, {
    elements: [ALERT, API_ALERT],
    onElement: (node, path) => variants.note(path === ALERT ? recordOf(node) : fromApi(apiRecord(node)), null),
  });
  let site: string | null = null;
  let sites = 0;
  let alerts = 0;
  const gaps: Gap[] = [];
  const root = await readXml(source, {
    elements: [ALERT, API_ALERT],
    onRoot: ({ name, attributes }) => {
      if (name !== ROOT && !isApiList(name, attributes))
        throw new ReportError(`not a ZAP report: its root element is not ${ROOT}`);
    },
    onStart: (node, path) => {
      if (path !== `${ROOT}/site`) return;
      site = node.attributes.name ?? node.attributes.host ?? null;
      sites++;
      alerts = 0;
    },
    onElement: (node, path, place) => {
      const position = `${path === ALERT ? `site[${sites - 1}].` : ''}alerts[${alerts++}] (${place})`;
      const fields = path === ALERT ? recordOf(node) : apiRecord(node);
      const alert = path === ALERT ? fields : fromApi(fields);
      if (path !== ALERT) site = siteOf(fields);
      const missing = leftOut(alert);
      if (missing !== null) gaps.push(everything(missing));
      const observations = alertObservations(alert, site, variants, position);
      if (observations === null) sink.skipped({ position, reason: 'an alert without id and name' });
      else for (const observation of observations) sink.observation(observation);
    },
  });
  if (root.name === ROOT && sites === 0) gaps.push(nothingScanned(NO_SITE));
  const { version, generated, created } = root.attributes;
  return { version: version ?? null, generated: generated ?? null, created: created ?? null, gaps };
}

/** The root of what the API answers in XML. */
export function isApiList(root: string, attributes: Readonly<Record<string, string>>): boolean {
  return root === 'alerts' && attributes.type === 'list';
}

/** An alert in the words of the API's JSON: each child holds text, the tags hold children. */
function apiRecord(node: XmlNode): Json {
  const fields = node.children.filter(({ children }) => children.length === 0);
  const record: Json = Object.fromEntries(fields.map(({ name, text }) => [name, text]));
  const tags = child(node, 'tags')?.children ?? [];
  record.tags = Object.fromEntries(tags.map((tag) => [child(tag, 'tag')?.text ?? tag.name, tag.text]));
  return record;
}

const FIELDS = [
  ...[
    'pluginid',
    'alertRef',
    'alert',
    'name',
    'riskcode',
    'confidence',
    'reliability',
    'riskdesc',
    'desc',
    'solution',
    'reference',
  ],
  ...['cweid', 'systemic', 'count', 'uri', 'nodeName', 'method', 'param', 'attack', 'evidence'],
];

/** The element in the words of the JSON report: one translation for both. */
function recordOf(node: XmlNode): Json {
  const record: Json = {};
  for (const field of FIELDS) {
    const text = child(node, field)?.text.trim();
    if (text !== undefined) record[field] = text;
  }
  const instances = childrenOf(child(node, 'instances'), 'instance');
  if (instances.length > 0) record.instances = instances.map(recordOf);
  return record;
}
