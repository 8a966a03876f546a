import type { ReportSource } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { asInteger, asNumber } from '#lib/scanners/shared/text.ts';
import { child, childrenOf, childText, readXml, type XmlNode } from '#lib/scanners/shared/xml.ts';
import { type Place, placeOf, type SourceLines } from './place.ts';

/** Rating and mapping of a rule, by name of group: `Impact`, `Accuracy`, `Probability`, `altcategoryCWE`. */
export type Groups = ReadonlyMap<string, string>;

export interface Description {
  abstract: string | null;
  explanation: string | null;
  recommendations: string | null;
  references: string[];
}

/** What an FVDL says beside its vulnerabilities, most of it behind them: read first, in a reading of its own. */
export interface Knowledge {
  rules: Map<string, Groups>;
  descriptions: Map<string, Description>;
  /** Source lines by snippet id. */
  snippets: Map<string, SourceLines>;
  nodes: Map<string, Place>;
  errors: string[];
  engineVersion: string | null;
  basePath: string | null;
  createdAt: string | null;
  /** How many files were analysed; null where that is not said. */
  files: number | null;
}

const HANDLERS: Readonly<Record<string, (knowledge: Knowledge, node: XmlNode) => void>> = {
  'FVDL/EngineData/RuleInfo/Rule': addRule,
  'FVDL/Description': addDescription,
  'FVDL/Snippets/Snippet': addSnippet,
  'FVDL/UnifiedNodePool/Node': (knowledge, node) => {
    const place = placeOf(node);
    if (node.attributes.id !== undefined && place !== null) knowledge.nodes.set(node.attributes.id, place);
  },
  'FVDL/EngineData/Errors/Error': addError,
  'FVDL/EngineData/ScanErrors/Error': addError,
  'FVDL/EngineData/EngineVersion': (knowledge, node) => {
    knowledge.engineVersion = node.text.trim() || null;
  },
  'FVDL/Build/SourceBasePath': (knowledge, node) => {
    knowledge.basePath = node.text.trim() || null;
  },
  'FVDL/Build/NumberFiles': (knowledge, node) => {
    knowledge.files = asInteger(node.text.trim());
  },
  'FVDL/CreatedTS': (knowledge, node) => {
    const { date, time } = node.attributes;
    if (date !== undefined) knowledge.createdAt = `${date}T${time ?? '00:00:00'}`;
  },
  // The creation has no zone, the writing of the file has: the same machine's.
  'FVDL/WriteDate': (knowledge, node) => {
    const zone = /(?:Z|[+-]\d\d:\d\d)$/.exec(node.attributes.time ?? '')?.[0];
    if (knowledge.createdAt !== null && zone !== undefined) knowledge.createdAt += zone;
  },
};

export async function readKnowledge(source: ReportSource): Promise<Knowledge> {
  const knowledge: Knowledge = {
    rules: new Map(),
    descriptions: new Map(),
    snippets: new Map(),
    nodes: new Map(),
    errors: [],
    engineVersion: null,
    basePath: null,
    createdAt: null,
    files: null,
  };
  await readXml(source, {
    elements: Object.keys(HANDLERS),
    onRoot: ({ name }) => {
      if (name !== 'FVDL') throw new ReportError('not a Fortify result: the root element is not FVDL');
    },
    onElement: (node, path) => HANDLERS[path]?.(knowledge, node),
  });
  return knowledge;
}

/** The groups of a `MetaInfo`, of a rule or of an instance that overrides its rule. */
export function groupsOf(holder: XmlNode | null): Groups {
  const groups = childrenOf(child(holder, 'MetaInfo'), 'Group');
  return new Map(groups.map((group) => [group.attributes.name ?? '', group.text.trim()]));
}

export function groupNumber(groups: readonly (Groups | undefined)[], name: string): number | null {
  for (const each of groups) {
    const number = asNumber(each?.get(name));
    if (number !== null) return number;
  }
  return null;
}

const KEPT: ReadonlySet<string> = new Set(['Impact', 'Accuracy', 'Probability', 'altcategoryCWE']);

function addRule(knowledge: Knowledge, node: XmlNode): void {
  const id = node.attributes.id ?? node.attributes.ruleID;
  if (id === undefined) return;
  const kept = [...groupsOf(node)].filter(([name]) => KEPT.has(name));
  knowledge.rules.set(id.toLowerCase(), new Map(kept));
}

function addDescription(knowledge: Knowledge, node: XmlNode): void {
  const id = node.attributes.classID ?? node.attributes.id;
  if (id === undefined) return;
  const references = childrenOf(child(node, 'References'), 'Reference').map((each) => childText(each, 'Source') ?? '');
  knowledge.descriptions.set(id.toLowerCase(), {
    abstract: childText(node, 'Abstract'),
    explanation: childText(node, 'Explanation'),
    recommendations: childText(node, 'Recommendations'),
    references: references.filter((source) => /^https?:\/\/\S+$/i.test(source)),
  });
}

/** The id ends in the lines that are meant; the text has three more on either side. */
function addSnippet(knowledge: Knowledge, node: XmlNode): void {
  const { id } = node.attributes;
  const text = child(node, 'Text')?.text;
  if (id === undefined || text === undefined) return;
  const lines = /:(\d{1,9}):(\d{1,9})$/.exec(id);
  const first = asNumber(childText(node, 'StartLine'));
  if (lines === null || first === null) {
    knowledge.snippets.set(id, { snippet: text.trimEnd().slice(0, 4000) });
    return;
  }
  const cut = text.split(/\r?\n/).slice(Math.max(0, Number(lines[1]) - first), Number(lines[2]) - first + 1);
  knowledge.snippets.set(id, {
    snippet: cut.join('\n').trimEnd().slice(0, 4000),
    around: { line: first, text: text.slice(0, 8000) },
  });
}

function addError(knowledge: Knowledge, node: XmlNode): void {
  const code = node.attributes.code === undefined ? '' : `${node.attributes.code}: `;
  knowledge.errors.push(`${code}${node.text.trim()}`.slice(0, 300));
}
