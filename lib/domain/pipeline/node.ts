/** A value of a YAML file with the lines that it stands on, from 1. Texts are as written: `1.10` stays `1.10`. */
export type Node = MapNode | ListNode | TextNode | EmptyNode;

export interface Lines {
  line: number;
  endLine: number;
}

export interface Entry {
  key: string;
  /** Line of the key. */
  line: number;
  /** Column of the key, from 1. */
  column: number;
  value: Node;
}

export interface MapNode extends Lines {
  kind: 'map';
  entries: Entry[];
}

export interface ListNode extends Lines {
  kind: 'list';
  items: Node[];
}

export interface TextNode extends Lines {
  kind: 'text';
  value: string;
  /** Line of the text's own first line: behind the `|` of a block. Null where lines are folded, or unknown. */
  firstLine: number | null;
}

export interface EmptyNode extends Lines {
  kind: 'empty';
}

export type MaybeNode = Node | null | undefined;

export function entriesOf(node: MaybeNode): readonly Entry[] {
  return node?.kind === 'map' ? node.entries : [];
}

export function entryOf(node: MaybeNode, key: string): Entry | null {
  return entriesOf(node).find((entry) => entry.key === key) ?? null;
}

export function get(node: MaybeNode, ...keys: string[]): Node | null {
  return keys.reduce<Node | null>((at, key) => entryOf(at, key)?.value ?? null, node ?? null);
}

export function textOf(node: MaybeNode): string | null {
  return node?.kind === 'text' ? node.value : null;
}

/** A list, or the one thing that stands where a list could. */
export function itemsOf(node: MaybeNode): readonly Node[] {
  if (node?.kind === 'list') return node.items;
  return node === null || node === undefined || node.kind === 'empty' ? [] : [node];
}

/** The texts of a list, or the one text that stands where a list could; lists in it are flattened. */
export function textsOf(node: MaybeNode): TextNode[] {
  return itemsOf(node).flatMap((item) => (item.kind === 'list' ? textsOf(item) : item.kind === 'text' ? [item] : []));
}

/** Every text below a node, with the names that lead to it. */
export function* everyText(
  node: MaybeNode,
  path: readonly string[] = [],
): Generator<{ text: TextNode; path: readonly string[] }> {
  switch (node?.kind) {
    case 'text':
      yield { text: node, path };
      break;
    case 'list':
      for (const [index, item] of node.items.entries()) yield* everyText(item, [...path, String(index)]);
      break;
    case 'map':
      for (const { key, value } of node.entries) yield* everyText(value, [...path, key]);
      break;
    default:
  }
}

/** The line of the file that the character at `offset` of a text stands on. */
export function lineAt(text: TextNode, offset: number): number {
  if (text.firstLine === null) return text.line;
  const before = text.value.slice(0, offset).split('\n').length - 1;
  return Math.min(text.firstLine + before, text.endLine);
}
