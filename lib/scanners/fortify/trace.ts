import type { Location } from '#lib/domain/finding/finding.ts';
import { asLine } from '#lib/scanners/shared/text.ts';
import { child, childrenOf, childText, type XmlNode } from '#lib/scanners/shared/xml.ts';
import type { Knowledge } from './knowledge.ts';
import { locationOf, type Place, placeAt, placeOf } from './place.ts';

/** Steps of a trace that are kept beside the place of the result. */
const STEPS = 20;

/** The result's own place first: the node marked as such in the first trace, else its last one; then other steps. */
export function locationsOf(vulnerability: XmlNode, knowledge: Knowledge): Location[] {
  const analysis = child(vulnerability, 'AnalysisInfo');
  const unified = child(analysis, 'Unified');
  const traces = childrenOf(unified, 'Trace').map((trace) => stepsOf(trace, knowledge));
  const steps = traces.flatMap((trace) => trace.steps);
  const main = traces.find((trace) => trace.steps.length > 0);
  const first = main?.own ?? main?.steps.at(-1) ?? null;
  if (first !== null) return ordered(first, steps, knowledge);
  const places = unified === null ? placesBelow(analysis) : [];
  const [sink, ...others] = places;
  if (sink !== undefined) return ordered(sink, others, knowledge);
  return elsewhere(vulnerability, unified, knowledge);
}

/** The address of a result of a dynamic test; null for one that names code. */
export function urlOf(vulnerability: XmlNode): string | null {
  return childText(externalEntry(vulnerability), 'URL');
}

function externalEntry(vulnerability: XmlNode): XmlNode | null {
  const unified = child(child(vulnerability, 'AnalysisInfo'), 'Unified');
  const entries = child(vulnerability, 'ExternalEntries') ?? child(unified, 'ExternalEntries');
  return child(entries, 'Entry');
}

interface Steps {
  steps: Place[];
  own: Place | null;
}

function stepsOf(trace: XmlNode, knowledge: Knowledge): Steps {
  const steps: Place[] = [];
  let own: Place | null = null;
  for (const entry of childrenOf(child(trace, 'Primary'), 'Entry')) {
    const node = child(entry, 'Node');
    const place = node === null ? knowledge.nodes.get(child(entry, 'NodeRef')?.attributes.id ?? '') : placeOf(node);
    if (place === undefined || place === null) continue;
    steps.push(place);
    if (node?.attributes.isDefault === 'true') own ??= place;
  }
  return { steps, own };
}

function ordered(first: Place, steps: readonly Place[], knowledge: Knowledge): Location[] {
  const others = steps.filter((step) => step.path !== first.path || step.startLine !== first.startLine);
  const distinct = new Map(others.map((place) => [`${place.path}:${place.startLine}`, place]));
  const all = [first, ...[...distinct.values()].slice(0, STEPS)];
  return all.map((place) => locationOf(place, knowledge.snippets, knowledge.basePath));
}

/** Analyses of before the unified form (`Dataflow`, `Local`, `Structural`, …): whatever names a file, the sink first. */
function placesBelow(analysis: XmlNode | null): Place[] {
  const kind = analysis?.children[0] ?? null;
  const all = [child(kind, 'Sink'), kind].flatMap((node) => (node === null ? [] : below(node)));
  return all.map(placeAt).filter((place) => place !== null);
}

function below(node: XmlNode): XmlNode[] {
  return [node, ...node.children.flatMap(below)].filter(({ attributes }) => attributes.path !== undefined);
}

/** Results of dynamic tests name a URL, others the function that they are in. */
function elsewhere(vulnerability: XmlNode, unified: XmlNode | null, knowledge: Knowledge): Location[] {
  const entry = externalEntry(vulnerability);
  const url = childText(entry, 'URL');
  const source = child(entry, 'SourceLocation');
  const declared = source ?? child(child(unified, 'Context'), 'FunctionDeclarationSourceLocation');
  const place = declared === null ? null : placeAt(declared);
  if (place !== null) {
    return [
      { ...locationOf(place, knowledge.snippets, knowledge.basePath), endLine: null, startColumn: null, label: url },
    ];
  }
  if (url === null) return [];
  const startLine = asLine(declared?.attributes.line);
  return [{ path: null, startLine, endLine: null, startColumn: null, snippet: null, label: url }];
}
