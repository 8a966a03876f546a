import { SaxesParser, type SaxesTagNS } from 'saxes';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { LIMITS } from './limits.ts';
import { xmlText } from './xml-text.ts';

/** An element with all that is in it. Names are local names: prefixes differ between tools and say nothing. */
export interface XmlNode {
  name: string;
  namespace: string | null;
  /** By local name; of two with one local name, the one without a prefix. */
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlNode[];
  /** Its own character data, CDATA included, without that of its children. */
  text: string;
}

export interface XmlRoot {
  name: string;
  namespace: string | null;
  attributes: Readonly<Record<string, string>>;
}

export interface XmlOptions {
  /**
   * Elements to hand out whole, by path of local names from the root: `OWASPZAPReport/site/alerts/alertitem`. One that
   * stands inside another handed-out element stays part of it.
   */
  elements: readonly string[];
  /** `position`: `line 12, column 4`, where the start tag ends. */
  onElement(node: XmlNode, path: string, position: string): void;
  /** Throw a ReportError to refuse the document by its root. */
  onRoot?(root: XmlRoot): void;
  /** Start of an element that is not inside a handed-out one: what its children hang on (`site`), without children. */
  onStart?(node: XmlRoot, path: string, position: string): void;
}

interface Reader {
  path: string[];
  /** The current element of `elements` and its open descendants. */
  open: XmlNode[];
  start: string;
  characters: number;
  count: number;
}

/** Streams XML. Any DOCTYPE, anything malformed, every limit: ReportError with line and column. */
export async function readXml(source: ReportSource, options: XmlOptions): Promise<XmlRoot> {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const wanted = new Set(options.elements);
  const reader: Reader = { path: [], open: [], start: '', characters: 0, count: 0 };
  let root: XmlRoot | null = null;
  const place = () => `line ${parser.line}, column ${parser.column}`;
  const fail = (reason: string): never => {
    throw new ReportError(reason, place());
  };
  parser.on('doctype', () => fail('a DOCTYPE is not allowed in a report'));
  // Six handlers at most: with a seventh V8 turns the parser into a dictionary, five times slower for the whole process.
  let attributes = 0;
  parser.on('attribute', () => {
    if (++attributes > LIMITS.xmlAttributes) fail(`more than the limit of ${LIMITS.xmlAttributes} attributes`);
  });
  parser.on('opentag', (tag) => {
    attributes = 0;
    const node = nodeOf(tag);
    reader.path.push(node.name);
    if (reader.path.length > LIMITS.xmlDepth) fail(`nested deeper than the limit of ${LIMITS.xmlDepth} levels`);
    if (root === null) {
      root = { name: node.name, namespace: node.namespace, attributes: node.attributes };
      options.onRoot?.(root);
    }
    openElement(reader, node, wanted, options, place, fail);
  });
  const onText = (text: string) => addText(reader, text, fail);
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => closeElement(reader, options, fail));
  try {
    for await (const text of xmlText(source)) parser.write(text);
    parser.close();
  } catch (error) {
    // Do not pass on the parser's message: it quotes the document.
    if (error instanceof Error && error.constructor === Error) fail('not well-formed XML');
    throw error;
  }
  return root ?? fail('not XML: there is no root element');
}

function openElement(
  reader: Reader,
  node: XmlNode,
  wanted: ReadonlySet<string>,
  options: XmlOptions,
  place: () => string,
  fail: (reason: string) => never,
): void {
  const parent = reader.open.at(-1);
  if (parent === undefined) {
    const path = reader.path.join('/');
    if (!wanted.has(path)) {
      options.onStart?.({ name: node.name, namespace: node.namespace, attributes: node.attributes }, path, place());
      return;
    }
    reader.start = place();
    reader.characters = 0;
  } else addChild(parent, node);
  // Count 200 characters for the memory that an element needs beside its text.
  countCharacters(reader, 200, fail);
  reader.open.push(node);
}

function closeElement(reader: Reader, options: XmlOptions, fail: (reason: string) => never): void {
  const node = reader.open.pop();
  const path = node !== undefined && reader.open.length === 0 ? reader.path.join('/') : null;
  reader.path.pop();
  if (node === undefined || path === null) return;
  if (++reader.count > LIMITS.results) fail(`more than the limit of ${LIMITS.results} items`);
  options.onElement(node, path, reader.start);
}

function addText(reader: Reader, text: string, fail: (reason: string) => never): void {
  const node = reader.open.at(-1);
  if (node === undefined) return;
  node.text += text;
  countCharacters(reader, text.length, fail);
}

function countCharacters(reader: Reader, characters: number, fail: (reason: string) => never): void {
  reader.characters += characters;
  if (reader.characters > LIMITS.xmlElement)
    fail(`one element is larger than the limit of ${LIMITS.xmlElement} characters`);
}

// Most elements have no attributes or no children: those share one of nothing.
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});
const NO_CHILDREN: readonly XmlNode[] = Object.freeze([]);

function nodeOf(tag: SaxesTagNS): XmlNode {
  const namespace = tag.uri === '' ? null : tag.uri;
  return { name: tag.local, namespace, attributes: attributesOf(tag), children: NO_CHILDREN, text: '' };
}

function addChild(parent: XmlNode, node: XmlNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [node];
  else (parent.children as XmlNode[]).push(node);
}

function attributesOf(tag: SaxesTagNS): Readonly<Record<string, string>> {
  const all = Object.values(tag.attributes);
  if (all.length === 0) return NO_ATTRIBUTES;
  const plain: [string, string][] = [];
  const prefixed: [string, string][] = [];
  for (const attribute of all) {
    if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue;
    (attribute.prefix === '' ? plain : prefixed).push([attribute.local, attribute.value]);
  }
  return Object.fromEntries([...prefixed, ...plain]);
}

/** First child of that name. */
export function child(node: XmlNode | null, name: string): XmlNode | null {
  return node?.children.find((each) => each.name === name) ?? null;
}

export function childrenOf(node: XmlNode | null, name: string): XmlNode[] {
  return node?.children.filter((each) => each.name === name) ?? [];
}

/** Trimmed text of the first child of that name, null when absent or blank. */
export function childText(node: XmlNode | null, name: string): string | null {
  const text = child(node, name)?.text.trim() ?? '';
  return text === '' ? null : text;
}

/** All text in an element and below, in document order of elements, for fields that hold markup. */
export function deepText(node: XmlNode | null): string {
  if (node === null) return '';
  return [node.text, ...node.children.map(deepText)].join(' ').trim();
}
