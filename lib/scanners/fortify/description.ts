import { stripHtml } from '#lib/scanners/shared/text.ts';

/**
 * Text of a description: Fortify's own markup (`Replace` with the values of the instance, paragraphs with an
 * alternative for when there are none), then HTML. The markup is escaped in the report and need not be well-formed.
 */
export function descriptionText(markup: string, values: ReadonlyMap<string, string>): string {
  const tokens = tokensOf(markup);
  let text = '';
  let depth = 0;
  const stack: Frame[] = [];
  for (const token of tokens) {
    if (token.tag === null) {
      if (depth === 0) text += token.text;
      continue;
    }
    const closing = token.text.startsWith('</');
    if (token.tag === 'replace') {
      if (depth === 0 && !closing) text += encode(values.get(attribute(token.text, 'key') ?? '') ?? '…');
    } else if (!SPECIAL.has(token.tag)) {
      if (depth === 0) text += token.text;
    } else if (closing) {
      depth -= close(stack, token.tag);
    } else if (!token.text.endsWith('/>')) {
      const hidden = isHidden(token, values);
      stack.push({ tag: token.tag, hidden });
      if (hidden) depth++;
    }
  }
  return stripHtml(text);
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

/** Tags that decide whether what they hold is shown. `paragraph` and `content` only frame. */
const SPECIAL: ReadonlySet<string> = new Set(['altparagraph', 'ifdef', 'conditionaltext']);

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
    tokens.push({ tag: name === 'paragraph' || name === 'content' ? 'p' : name, text: framed(name, text) });
    from = end + 1;
  }
  if (from < markup.length) tokens.push({ tag: null, text: markup.slice(from) });
  return tokens;
}

function framed(name: string, text: string): string {
  if (name !== 'paragraph' && name !== 'content') return text;
  return text.startsWith('</') ? '</p>' : '<p>';
}

/** An alternative paragraph speaks of no instance, and there is one; a condition holds when its value is known. */
function isHidden(token: Token, values: ReadonlyMap<string, string>): boolean {
  if (token.tag === 'altparagraph') return values.size > 0;
  const name = attribute(token.text, 'var') ?? attribute(token.text, 'condition') ?? '';
  return !values.has(name);
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
