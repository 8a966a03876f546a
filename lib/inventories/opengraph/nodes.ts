import { asArray, asRecord, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import type { Row } from '../shared/section.ts';

export interface Node {
  id: string;
  kinds: readonly string[];
  properties: Json;
  position: string;
}

/** The nodes of a graph, and the ends of its edges among them. */
export class Nodes {
  readonly all: Node[] = [];
  readonly #byId = new Map<string, Node>();
  readonly #found = new Map<string, Node | null>();

  /** @returns why it is none; null when it is. A node that is there twice is the first one. */
  add({ value, position }: Row): string | null {
    const id = typeof value.id === 'string' ? nativeId(value.id) : null;
    const kinds = asStrings(value.kinds ?? []);
    if (id === null || kinds.length === 0) return id === null ? 'no id' : 'no kinds';
    if (this.#byId.has(id)) return null;
    const node = { id, kinds, properties: asRecord(value.properties), position };
    this.all.push(node);
    this.#byId.set(id, node);
    return null;
  }

  of(...kinds: readonly string[]): Node[] {
    return this.all.filter((node) => kinds.some((kind) => node.kinds.includes(kind)));
  }

  /** The one node that an end of an edge names; null where none or several do. */
  end(value: unknown): Node | null {
    const end = asRecord(value);
    const by = asString(end.match_by) ?? 'id';
    if (by === 'id') return typeof end.value === 'string' ? (this.#byId.get(nativeId(end.value)) ?? null) : null;
    const key = JSON.stringify([by, end.kind, end.value, end.property_matchers]);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const test = by === 'property' ? byProperties(end) : by === 'name' ? byName(end) : null;
    const hits = test === null ? [] : this.all.filter((node) => isOfKind(node, end.kind) && test(node));
    const [hit = null] = hits.length === 1 ? hits : [];
    this.#found.set(key, hit);
    return hit;
  }
}

const isOfKind = ({ kinds }: Node, kind: unknown): boolean => typeof kind !== 'string' || kinds.includes(kind);

function byProperties({ property_matchers }: Json): ((node: Node) => boolean) | null {
  const matchers = asArray(property_matchers).map(asRecord);
  if (matchers.length === 0 || matchers.some(({ operator }) => operator !== 'equals')) return null;
  return ({ properties }) => matchers.every(({ key, value }) => typeof key === 'string' && properties[key] === value);
}

/** As BloodHound compares names: the one that contains the text, in any case. */
function byName({ value }: Json): ((node: Node) => boolean) | null {
  const text = asString(value)?.toLowerCase() ?? null;
  if (text === null) return null;
  return ({ properties }) => asString(properties.name)?.toLowerCase().includes(text) === true;
}

/** Some collectors write ids of GitHub as the hexadecimal of their bytes, which survives being put into capitals. */
function nativeId(id: string): string {
  if (!/^(?:[0-9a-f]{2}){6,200}$/.test(id)) return id;
  const text = Buffer.from(id, 'hex').toString('utf8');
  return /^[\x21-\x7e]+$/.test(text) ? text : id;
}
