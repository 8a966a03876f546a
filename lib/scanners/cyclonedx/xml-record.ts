import type { Json } from '#lib/scanners/shared/text.ts';
import { child, childrenOf, childText, type XmlNode } from '#lib/scanners/shared/xml.ts';

/** Elements in the words of the JSON format, so that each is understood in one place only. */

export function componentRecord(node: XmlNode): Json {
  const { type, 'bom-ref': ref } = node.attributes;
  const occurrences = childrenOf(child(child(node, 'evidence'), 'occurrences'), 'occurrence');
  return {
    ...texts(node, ['group', 'name', 'version', 'purl']),
    type,
    'bom-ref': ref,
    components: childrenOf(child(node, 'components'), 'component').map(componentRecord),
    services: childrenOf(child(node, 'services'), 'service').map(componentRecord),
    properties: childrenOf(child(node, 'properties'), 'property').map((property) => ({
      name: property.attributes.name,
      value: property.text.trim(),
    })),
    evidence: { occurrences: occurrences.map((each) => texts(each, ['location'])) },
  };
}

export function metadataRecord(node: XmlNode): Json {
  const tools = child(node, 'tools');
  const old = childrenOf(tools, 'tool').map((tool) => texts(tool, ['vendor', 'name', 'version']));
  const main = child(node, 'component');
  return {
    ...texts(node, ['timestamp']),
    component: main === null ? undefined : componentRecord(main),
    tools: {
      components: [...old, ...childrenOf(child(tools, 'components'), 'component').map(componentRecord)],
      services: childrenOf(child(tools, 'services'), 'service').map(componentRecord),
    },
  };
}

export function vulnerabilityRecord(node: XmlNode): Json {
  const ref = node.attributes.ref;
  const targets = childrenOf(child(node, 'affects'), 'target').map(targetRecord);
  const advice = childrenOf(child(node, 'recommendations'), 'recommendation').map((each) => each.text.trim());
  return {
    ...texts(node, ['id', 'description', 'detail', 'recommendation', 'workaround', 'rejected']),
    ...(advice.length > 0 ? { recommendation: advice.join('\n') } : {}),
    source: sourceRecord(node),
    references: childrenOf(child(node, 'references'), 'reference').map((each) => ({
      ...texts(each, ['id']),
      source: sourceRecord(each),
    })),
    ratings: childrenOf(child(node, 'ratings'), 'rating').map(ratingRecord),
    cwes: childrenOf(child(node, 'cwes'), 'cwe').map((each) => each.text.trim()),
    advisories: childrenOf(child(node, 'advisories'), 'advisory').map((each) => ({
      url: childText(each, 'url') ?? each.text.trim(),
    })),
    analysis: texts(child(node, 'analysis'), ['state', 'justification', 'detail']),
    affects: targets.length === 0 && ref !== undefined ? [{ ref }] : targets,
  };
}

function targetRecord(node: XmlNode): Json {
  const versions = childrenOf(child(node, 'versions'), 'version');
  return { ...texts(node, ['ref']), versions: versions.map((each) => texts(each, ['version', 'range', 'status'])) };
}

/** The extension before 1.4 nests the score. */
function ratingRecord(node: XmlNode): Json {
  const base = childText(child(node, 'score'), 'base');
  return {
    ...texts(node, ['score', 'severity', 'method', 'vector']),
    ...(base === null ? {} : { score: base }),
    source: sourceRecord(node),
  };
}

function sourceRecord(node: XmlNode): Json {
  const source = child(node, 'source');
  return { name: childText(source, 'name') ?? source?.attributes.name, url: childText(source, 'url') };
}

function texts(node: XmlNode | null, names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, childText(node, name)]));
}
