import type { ReportSource, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { child, childrenOf, readXml, type XmlNode } from '#lib/scanners/shared/xml.ts';
import { type Component, componentOf } from './component.ts';
import { Inventory, toolsOf } from './inventory.ts';
import type { Bom } from './json.ts';
import { readVulnerability } from './vulnerability.ts';
import { componentRecord, metadataRecord, vulnerabilityRecord } from './xml-record.ts';

const METADATA = 'bom/metadata';
const COMPONENT = 'bom/components/component';
const SERVICE = 'bom/services/service';
const DEPENDENCY = 'bom/dependencies/dependency';
const VULNERABILITY = 'bom/vulnerabilities/vulnerability';

/** Namespaces of CycloneDX end in the version: `http://cyclonedx.org/schema/bom/1.6`. */
export function isBomNamespace(namespace: string | null): boolean {
  return namespace?.startsWith('http://cyclonedx.org/schema/bom') === true;
}

export async function readBomXml(source: ReportSource, sink: Sink): Promise<Bom> {
  const inventory = new Inventory();
  let metadata: Json = {};
  let analysed = false;
  await readXml(source, {
    elements: [METADATA, COMPONENT, SERVICE, DEPENDENCY],
    onRoot: ({ name, namespace }) => {
      if (name !== 'bom' || !isBomNamespace(namespace))
        throw new ReportError('not a CycloneDX document: its root is another');
    },
    onStart: (_node, path) => {
      if (path === 'bom/vulnerabilities') analysed = true;
    },
    onElement: (node, path) => {
      if (path === METADATA) {
        metadata = metadataRecord(node);
        inventory.setRoot(metadata);
      } else if (path === DEPENDENCY) inventory.addDependency(dependencyRecord(node));
      else inventory.add(componentRecord(node));
    },
  });
  const { tools, scanner, version } = toolsOf(metadata);
  let count = 0;
  const hand = (node: XmlNode, place: string, inside: Component | null) => {
    const position = `vulnerabilities[${count++}] (${place})`;
    readVulnerability({ record: vulnerabilityRecord(node), position, inside }, inventory, scanner, sink);
  };
  await readXml(source, {
    elements: [VULNERABILITY, COMPONENT],
    onElement: (node, path, place) => {
      if (path === VULNERABILITY) return hand(node, place, null);
      if (readNested(node, inventory.root?.image ?? null, (inner, inside) => hand(inner, place, inside)))
        analysed = true;
    },
  });
  return {
    inventory,
    scanner,
    tools,
    version,
    timestamp: asString(asRecord(metadata).timestamp),
    analysed,
    listed: count,
  };
}

function dependencyRecord(node: XmlNode): Json {
  const inner = [...childrenOf(node, 'dependency'), ...childrenOf(node, 'provides')];
  return { ref: node.attributes.ref, dependsOn: inner.map((each) => each.attributes.ref) };
}

/** Vulnerabilities written inside of their component; whether there is a place for them at all. */
function readNested(
  node: XmlNode,
  image: string | null,
  hand: (node: XmlNode, inside: Component | null) => void,
): boolean {
  const own = componentOf(componentRecord(node), image);
  const place = child(node, 'vulnerabilities');
  for (const each of childrenOf(place, 'vulnerability')) hand(each, own);
  const nested = childrenOf(child(node, 'components'), 'component');
  const found = nested.map((each) => readNested(each, own?.image ?? image, hand));
  return place !== null || found.includes(true);
}
