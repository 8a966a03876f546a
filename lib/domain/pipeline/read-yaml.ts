import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type YAMLMap,
  type Node as YamlNode,
} from 'yaml';
import { deepest } from '#lib/domain/yaml/deepest.ts';
import type { Entry, Node } from './node.ts';

/** Limits on what one file may hold; each is named in the sentence that refuses it. */
export const YAML_LIMITS = {
  characters: 1024 * 1024,
  nodes: 50_000,
  depth: 60,
  brackets: 1000,
  documents: 20,
} as const;

export interface YamlProblem {
  line: number;
  column: number;
  message: string;
}

/** Thrown inside of this file only. */
class Refusal extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const whole = (message: string): YamlProblem => ({ line: 1, column: 1, message });
const limit = (what: number): string => what.toLocaleString('en');

/**
 * Reads YAML 1.2 of a stranger: `on` is a word, aliases are followed as far as the limits allow, a name may be there once.
 * The documents of the file, of which nearly all have one.
 */
export function readYaml(text: string): Node[] | YamlProblem {
  if (text.length > YAML_LIMITS.characters)
    return whole(`longer than the limit of ${limit(YAML_LIMITS.characters)} characters`);
  if (text.includes('\0')) return whole('not a text: it has a NUL character');
  if (deepest(text) > YAML_LIMITS.brackets) return whole(`nested deeper than the limit of ${YAML_LIMITS.depth} levels`);
  const counter = new LineCounter();
  const at = (offset: number, message: string): YamlProblem => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  try {
    const documents = parse(text, counter);
    const error = documents.flatMap((document) => document.errors)[0];
    if (error !== undefined) return at(error.pos[0], firstLine(error.message));
    const budget = { nodes: 0 };
    return documents.map((document) => new Reader(document, counter, budget, text).read());
  } catch (error) {
    if (error instanceof Refusal) return at(error.offset, error.message);
    // The parser calls itself for each level.
    if (error instanceof RangeError) return whole(`nested deeper than the limit of ${YAML_LIMITS.depth} levels`);
    throw error;
  }
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed[] {
  const options = {
    lineCounter,
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    prettyErrors: false,
    merge: false,
  } as const;
  const documents = parseAllDocuments(text, options);
  if (!Array.isArray(documents)) return [];
  if (documents.length > YAML_LIMITS.documents) {
    throw new Refusal(`more than the limit of ${YAML_LIMITS.documents} documents in one file`, 0);
  }
  return documents as Document.Parsed[];
}

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').slice(0, 200);

class Reader {
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;
  readonly #budget: { nodes: number };
  readonly #text: string;

  constructor(document: Document.Parsed, lines: LineCounter, budget: { nodes: number }, text: string) {
    this.#document = document;
    this.#lines = lines;
    this.#budget = budget;
    this.#text = text;
  }

  read(): Node {
    return this.#node(this.#document.contents, 0);
  }

  #node(node: YamlNode | null, depth: number): Node {
    const offset = node?.range?.[0] ?? 0;
    this.#budget.nodes += 1;
    if (this.#budget.nodes > YAML_LIMITS.nodes) {
      throw new Refusal(`more than the limit of ${limit(YAML_LIMITS.nodes)} values, aliases followed`, offset);
    }
    if (depth > YAML_LIMITS.depth)
      throw new Refusal(`nested deeper than the limit of ${YAML_LIMITS.depth} levels`, offset);
    if (node === null) return { kind: 'empty', line: 1, endLine: 1 };
    if (isAlias(node)) {
      const meant = node.resolve(this.#document);
      if (meant === undefined) throw new Refusal(`the alias *${node.source.slice(0, 60)} names nothing`, offset);
      return this.#node(meant, depth + 1);
    }
    const lines = this.#linesOf(node);
    if (isMap(node)) return { kind: 'map', ...lines, entries: this.#entries(node, depth) };
    if (isSeq(node)) {
      return {
        kind: 'list',
        ...lines,
        items: node.items.map((item) => this.#node(item as YamlNode | null, depth + 1)),
      };
    }
    if (!isScalar(node) || node.value === null) return { kind: 'empty', ...lines };
    const isBlock = node.type === 'BLOCK_LITERAL';
    const isSimple = !String(node.value).includes('\n');
    const firstLine = isBlock ? lines.line + 1 : isSimple ? lines.line : null;
    return { kind: 'text', ...lines, value: written(node.value, node.source), firstLine };
  }

  #entries(map: YAMLMap, depth: number): Entry[] {
    const own: Entry[] = [];
    const merged: Entry[] = [];
    for (const { key, value } of map.items) {
      const at = key as YamlNode | null;
      const offset = at?.range?.[0] ?? 0;
      const read = this.#node(value as YamlNode | null, depth + 1);
      if (!isScalar(at)) continue;
      const name = written(at.value, at.source);
      const { line, col } = this.#lines.linePos(offset);
      // An alias keeps the lines of what it names; an empty value those of its key.
      const shown = read.kind === 'empty' ? { ...read, line, endLine: line } : read;
      if (name === '<<') merged.push(...mergedEntries(shown));
      else own.push({ key: name, line, column: col, value: shown });
    }
    const names = new Set(own.map((entry) => entry.key));
    const first = [...Map.groupBy(merged, (entry) => entry.key).values()].flatMap(([entry]) => entry ?? []);
    return [...own, ...first.filter((entry) => !names.has(entry.key))];
  }

  #linesOf(node: YamlNode): { line: number; endLine: number } {
    const [start, valueEnd] = node.range ?? [0, 0, 0];
    // The end lies behind the last line break of a block.
    let end = Math.max(valueEnd, start);
    while (end > start && /\s/.test(this.#text[end - 1] ?? '')) end -= 1;
    const line = Math.max(this.#lines.linePos(start).line, 1);
    return { line, endLine: Math.max(this.#lines.linePos(Math.max(end - 1, start)).line, line) };
  }
}

function mergedEntries(node: Node): Entry[] {
  if (node.kind === 'map') return node.entries;
  return node.kind === 'list' ? node.items.flatMap(mergedEntries) : [];
}

/** Numbers and booleans as they are written, so that version 1.10 is not 1.1. */
function written(value: unknown, source: string | undefined): string {
  return typeof value === 'string' ? value : (source ?? String(value));
}
