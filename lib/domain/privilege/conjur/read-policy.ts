import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { deepest } from '#lib/domain/yaml/deepest.ts';

/** A statement of a policy: its tag, and what it says; places are lines. */
export interface Statement {
  /** `host`, `permit`; null where a list has something without a tag. */
  tag: string | null;
  /** `!host app` */
  id: string | null;
  members: ReadonlyMap<string, PolicyValue>;
  line: number;
}

export type PolicyValue = string | Statement | readonly PolicyValue[];

export interface PolicyProblem {
  message: string;
  line: number;
}

const LIMITS = { characters: 4 * 1024 * 1024, brackets: 1000, nodes: 200_000, depth: 60 };

/** Reads the YAML of a Conjur policy, tags and aliases included, within limits. */
export function readPolicy(text: string): Statement[] | PolicyProblem {
  if (text.length > LIMITS.characters) return { message: `longer than ${LIMITS.characters} characters`, line: 1 };
  if (deepest(text) > LIMITS.brackets) return { message: `nested deeper than ${LIMITS.depth} levels`, line: 1 };
  const counter = new LineCounter();
  const document = parseDocument(text, { version: '1.2', lineCounter: counter, logLevel: 'silent', uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    return { message: error.message.split('\n', 1)[0] ?? 'not YAML', line: counter.linePos(error.pos[0]).line };
  }
  const reader = new PolicyReader((node) => {
    const at = node.range?.[0] ?? 0;
    return Math.max(1, counter.linePos(at).line);
  });
  if (!isSeq(document.contents)) return { message: 'a policy is a list of statements', line: 1 };
  try {
    const value = reader.valueOf(document.contents as Node, (alias) => alias.resolve(document) ?? null, 0);
    return statementsOf(value);
  } catch (fault) {
    if (!(fault instanceof TooMuch)) throw fault;
    return { message: fault.message, line: fault.line };
  }
}

/** Of a list, and of lists in it, which aliases of several make. */
export function statementsOf(value: PolicyValue | undefined, line = 1): Statement[] {
  if (value === undefined || value === '') return [];
  if (typeof value === 'string') return [{ tag: null, id: value, members: new Map(), line }];
  return isStatement(value) ? [value] : (value as readonly PolicyValue[]).flatMap((each) => statementsOf(each, line));
}

export const isStatement = (value: PolicyValue | undefined): value is Statement =>
  typeof value === 'object' && !Array.isArray(value);

class TooMuch extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

type Resolve = (
  alias: Extract<Node, { source: string }> & { resolve(document: unknown): Node | undefined },
) => Node | null;

class PolicyReader {
  readonly #lineOf: (node: Node) => number;
  #nodes = 0;

  constructor(lineOf: (node: Node) => number) {
    this.#lineOf = lineOf;
  }

  valueOf(node: Node | null, resolve: Resolve, depth: number): PolicyValue {
    if (node === null) return '';
    this.#nodes += 1;
    const line = this.#lineOf(node);
    if (this.#nodes > LIMITS.nodes) throw new TooMuch(`more than ${LIMITS.nodes} values, aliases followed`, line);
    if (depth > LIMITS.depth) throw new TooMuch(`nested deeper than ${LIMITS.depth} levels`, line);
    if (isAlias(node)) return this.valueOf(resolve(node as Parameters<Resolve>[0]), resolve, depth + 1);
    const tag = node.tag?.startsWith('!') === true && !node.tag.startsWith('!!') ? node.tag.slice(1) : null;
    if (isSeq(node)) return node.items.map((item) => this.valueOf(item as Node, resolve, depth + 1));
    if (isMap(node)) {
      const members = new Map<string, PolicyValue>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : '';
        members.set(name, this.valueOf(value as Node | null, resolve, depth + 1));
      }
      const id = members.get('id');
      return { tag, id: typeof id === 'string' && id !== '' ? id : null, members, line };
    }
    const text = isScalar(node) && node.value !== null && node.value !== undefined ? String(node.value) : '';
    return tag === null ? text : { tag, id: text === '' ? null : text, members: new Map(), line };
  }
}
