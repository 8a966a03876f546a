import { stripHtml } from '#lib/scanners/shared/text.ts';

/**
 * Text of a description: Fortify's own markup (`Replace` with the values of the instance, paragraphs with an
 * alternative for when one of their values is missing), then HTML. The markup is escaped in the report and need not be
 * well-formed.
 */
export function descriptionText(markup: string, values: ReadonlyMap<string, string>): string {
  const writer: Writer = { text: '', hidden: 0, stack: [], paragraph: null, values };
  for (const token of tokensOf(markup)) write(writer, token);
  return stripHtml(writer.text);
}

interface Writer {
  text: string;
  /** How many open tags hide what they hold. */
  hidden: number;
  stack: Frame[];
  /** The open paragraph: where its text begins, and whether a value was missing in it. */
  paragraph: { start: number; missing: boolean } | null;
  values: ReadonlyMap<string, string>;
}

function write(writer: Writer, token: Token): void {
  const closing = token.text.startsWith('</');
  if (token.tag === 'replace') {
    if (writer.hidden === 0 && !closing) writer.text += replacement(writer, token.text);
    return;
  }
  if (token.tag !== null && SPECIAL.has(token.tag)) {
    if (closing) writer.hidden -= close(writer.stack, token.tag);
    else if (!token.text.endsWith('/>')) open(writer, token);
    return;
  }
  if (token.tag === 'paragraph') {
    writer.paragraph = closing ? null : { start: writer.text.length, missing: false };
    writer.text += closing ? '</p>' : '<p>';
  } else if (writer.hidden === 0) writer.text += token.text;
}

function replacement(writer: Writer, tag: string): string {
  const value = writer.values.get(attribute(tag, 'key') ?? '') ?? attribute(tag, 'default');
  if (value === null && writer.paragraph !== null) writer.paragraph.missing = true;
  return encode(value ?? '…');
}

function open(writer: Writer, token: Token): void {
  const { paragraph } = writer;
  const replaces = token.tag === 'altparagraph' && paragraph?.missing === true;
  if (replaces) {
    writer.text = `${writer.text.slice(0, paragraph.start)}<p>`;
    paragraph.missing = false;
  }
  const hidden = !replaces && isHidden(token, writer);
  writer.stack.push({ tag: token.tag ?? '', hidden });
  if (hidden) writer.hidden++;
}

interface Token {
  /** Lower case; null for text. */
  tag: string | null;
  text: string;
}

interface Frame {
  tag: string;
  hidden: boolean;
}

/** Tags that decide whether what they hold is shown. `content` only frames. */
const SPECIAL: ReadonlySet<string> = new Set(['altparagraph', 'ifdef', 'ifnotdef', 'conditionaltext']);

function tokensOf(markup: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  while (from < markup.length) {
    const open = markup.indexOf('<', from);
    const end = open === -1 ? -1 : markup.indexOf('>', open);
    if (end === -1) break;
    if (open > from) tokens.push({ tag: null, text: markup.slice(from, open) });
    const text = markup.slice(open, end + 1);
    const name = /^<\/?([A-Za-z][A-Za-z0-9]{0,30})/.exec(text)?.[1]?.toLowerCase() ?? '';
    tokens.push({ tag: name === 'content' ? 'p' : name, text: framed(name, text) });
    from = end + 1;
  }
  if (from < markup.length) tokens.push({ tag: null, text: markup.slice(from) });
  return tokens;
}

function framed(name: string, text: string): string {
  if (name !== 'content') return text;
  return text.startsWith('</') ? '</p>' : '<p>';
}

/** A condition holds when its value is known; an alternative stands in for a paragraph that lacks one. */
function isHidden(token: Token, { values, paragraph }: Writer): boolean {
  if (token.tag === 'altparagraph') return paragraph !== null || values.size > 0;
  const known = values.has(attribute(token.text, 'var') ?? attribute(token.text, 'condition') ?? '');
  return token.tag === 'ifnotdef' ? known : !known;
}

function close(stack: Frame[], tag: string): number {
  const top = stack.at(-1);
  if (top?.tag !== tag) return 0;
  stack.pop();
  return top.hidden ? 1 : 0;
}

function attribute(tag: string, name: string): string | null {
  const at = tag.indexOf(`${name}="`);
  if (at === -1) return null;
  const from = at + name.length + 2;
  const to = tag.indexOf('"', from);
  return to === -1 ? null : tag.slice(from, to);
}

/** Values are text, and what follows reads markup. */
function encode(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
