import type { FieldPlace } from '#lib/domain/redaction/report-redactor.ts';
import type { ReplaceText } from './json-strings.ts';

const PART = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<[^<>]*>|<|[^<]+/g;
const ATTRIBUTE = /([^\s=<>"'/]{1,200})(\s{0,20}=\s{0,20})(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code >= 1 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};
const encode = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
const encodeAttribute = (text: string): string => text.replace(/[&<>"\n]/g, (char) => ESCAPES[char] ?? char);

/**
 * Hands texts and values of attributes of an XML document to `replace`, decoded, and gives back the document with what
 * it returned. `push` takes the document in pieces. Lenient: what is no XML passes through.
 */
export class XmlStrings {
  readonly #replace: ReplaceText;
  #held = '';
  #element: string | null = null;
  #name: string | null = null;

  constructor(replace: ReplaceText) {
    this.#replace = replace;
  }

  push(piece: string): string {
    this.#held += piece;
    const end = wholeUntil(this.#held);
    const part = this.#held.slice(0, end);
    this.#held = this.#held.slice(end);
    return this.#rewrite(part);
  }

  end(): string {
    const rest = this.#held;
    this.#held = '';
    return this.#rewrite(rest);
  }

  #rewrite(text: string): string {
    return text.replace(PART, (part) => {
      if (part.startsWith('<![CDATA[')) return this.#data(part);
      if (part.startsWith('<!--')) return `<!--${this.#text(part.slice(4), (clean) => clean)}`;
      return part.startsWith('<') ? this.#tag(part) : this.#text(part, encode);
    });
  }

  #at(key: string | null): FieldPlace {
    return { key, isKey: false, name: this.#name, position: () => null, isWithin: () => false, container: 0 };
  }

  #data(part: string): string {
    const isClosed = part.endsWith(']]>');
    const inner = part.slice(9, isClosed ? -3 : undefined);
    const replaced = this.#replace(inner, this.#at(this.#element));
    return replaced === inner ? part : `<![CDATA[${replaced.replaceAll(']]>', '')}${isClosed ? ']]>' : ''}`;
  }

  #text(part: string, write: (text: string) => string): string {
    const text = decode(part);
    const replaced = this.#replace(text, this.#at(this.#element));
    return replaced === text ? part : write(replaced);
  }

  #tag(tag: string): string {
    const element = /^<([\w:.-]{1,200})/.exec(tag)?.[1];
    this.#element = element ?? null;
    if (element === undefined) return tag;
    this.#name = null;
    return tag.replace(ATTRIBUTE, (whole, key: string, equals: string, double?: string, single?: string) => {
      const raw = double ?? single ?? '';
      const text = decode(raw);
      if (/^(?:name|key|header)$/i.test(key)) this.#name = text.slice(0, 200);
      const replaced = this.#replace(text, this.#at(key));
      return replaced === text ? whole : `${key}${equals}"${encodeAttribute(replaced)}"`;
    });
  }
}

/** How much of a document is there whole: not within a tag, a text, a comment or CDATA. */
function wholeUntil(text: string): number {
  const open = text.lastIndexOf('<');
  if (open === -1) return 0;
  for (const [begin, end] of [
    ['<![CDATA[', ']]>'],
    ['<!--', '-->'],
  ] as const) {
    const begun = text.lastIndexOf(begin);
    if (begun !== -1 && text.indexOf(end, begun) === -1) return begun;
  }
  return open;
}
