import { type Document, isAlias, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { deepest } from '#lib/domain/yaml/deepest.ts';
import { MOST_CHARACTERS } from './limits.ts';

/** A place in a document and what is wrong there. Lines and columns start at 1. */
export interface PolicyProblem {
  line: number;
  column: number;
  /** `rules[2].max`; empty for the document as a whole. */
  path: string;
  message: string;
}

export interface YamlDocument {
  value: unknown;
  /** Where a value stands, or the name of it where `key` is asked for; the nearest thing around it where it is missing. */
  positionOf: (path: readonly PropertyKey[], key?: string) => { line: number; column: number };
}

const MOST_DEPTH = 20;

const whole = (message: string): { problems: PolicyProblem[] } => ({
  problems: [{ line: 1, column: 1, path: '', message }],
});

/** Reads YAML of a stranger: without anchors, aliases, tags and merge keys, so that a document is never larger than its text. */
export function readYaml(text: string): YamlDocument | { problems: PolicyProblem[] } {
  if (text.length > MOST_CHARACTERS)
    return whole(`A policy has at most ${MOST_CHARACTERS} characters; this one has ${text.length}.`);
  if (text.includes('\0')) return whole('A policy is text; this one has a NUL character.');
  if (deepest(text) > MOST_DEPTH) return whole(`Nothing in a policy is more than ${MOST_DEPTH} levels deep.`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', uniqueKeys: false, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [
    ...[...document.errors, ...document.warnings].map(({ pos, message }) => ({ ...at(pos[0]), path: '', message })),
    ...refused(document).map(({ offset, message }) => ({ ...at(offset), path: '', message })),
  ];
  if (problems.length > 0) return { problems };
  return { value: document.toJS({ maxAliasCount: 0 }), positionOf: (path, key) => at(offsetOf(document, path, key)) };
}

interface Refusal {
  offset: number;
  message: string;
}

function refused(document: Document.Parsed): Refusal[] {
  const found: Refusal[] = [];
  const say = (offset: number | undefined, message: string) => found.push({ offset: offset ?? 0, message });
  visit(document, (_, node, path) => {
    if (path.length > 2 * MOST_DEPTH) {
      say(isNode(node) ? node.range?.[0] : 0, `Nothing in a policy is more than ${MOST_DEPTH} levels deep.`);
      return visit.BREAK;
    }
    if (isAlias(node)) say(node.range?.[0], `Aliases (*${node.source}) are not read: write it out.`);
    else if (isNode(node) && 'anchor' in node && node.anchor) {
      say(node.range?.[0], `Anchors (&${node.anchor}) are not read: write it out.`);
    }
    if (isMap(node)) {
      const seen = new Set<string>();
      for (const { key } of node.items) {
        const name = isScalar(key) ? String(key.value) : null;
        const offset = isNode(key) ? key.range?.[0] : undefined;
        if (name === null) say(offset, 'A name must be a plain word.');
        else if (name === '<<') say(offset, 'Merge keys (<<) are not read: write it out.');
        else if (seen.has(name)) say(offset, `${name} is here twice.`);
        seen.add(name ?? '');
      }
    }
    return undefined;
  });
  return found;
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], key?: string): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    const named = length === path.length && key !== undefined && isMap(node);
    const pair = named ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined;
    const place = isPair(pair) && isNode(pair.key) ? pair.key : node;
    return place.range?.[0] ?? 0;
  }
  return 0;
}
