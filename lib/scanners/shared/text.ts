/** Coercions for fields of reports: lenient about types, never throwing, never following a prototype. */

export type Json = Record<string, unknown>;

/** The value as an object, or an empty one. Arrays are not objects here. */
export function asRecord(value: unknown): Json {
  return isRecord(value) ? value : {};
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text that is not blank, trimmed of nothing; numbers and booleans in their own spelling; else null. */
export function asString(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return null;
}

/** A finite number, also from text such as `"7.5"`; else null. */
export function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > 40 || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value))
    return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A whole number within the range that the database can hold, else null. */
export function asInteger(value: unknown): number | null {
  const number = asNumber(value);
  return number !== null && Number.isInteger(number) && Math.abs(number) <= 2_147_483_647 ? number : null;
}

/** A line or column: a whole number from 1, else null (many tools write 0 or -1 for "none"). */
export function asLine(value: unknown): number | null {
  const number = asInteger(value);
  return number !== null && number >= 1 ? number : null;
}

/** `true`, `"true"`, `1`; `false`, `"false"`, `0`; else null. */
export function asBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = String(asString(value) ?? '').toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : null;
}

/** The strings of an array, or the one string that stands where an array should. */
export function asStrings(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map(asString).filter((text) => text !== null);
}

/** A date as ISO 8601 in UTC, null when it is none or absurd (before 1990, after 2200). */
export function asDate(value: unknown): string | null {
  const text = asString(value);
  if (text === null || text.length > 64) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return null;
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return year >= 1990 && year <= 2200 ? date.toISOString() : null;
}

/** One line: white space of every kind becomes one blank, control characters go, ends trimmed, cut with a mark. */
export function oneLine(text: string, limit = 255): string {
  const flat = text
    .slice(0, limit * 8)
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  const letters = Array.from(flat);
  return letters.length <= limit ? flat : `${letters.slice(0, limit - 1).join('')}…`;
}

/** The first sentence, or line, of a text, as one line. */
export function firstSentence(text: string): string {
  const line = text.trimStart().slice(0, 1000).split(/\r?\n/, 1)[0] ?? '';
  const end = line.search(/[.!?]\s/);
  return oneLine(end > 20 ? line.slice(0, end + 1) : line);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

function entity(whole: string, name: string): string {
  const known = ENTITIES.get(name.toLowerCase());
  if (known !== undefined) return known;
  if (!name.startsWith('#')) return whole;
  const hex = name[1] === 'x' || name[1] === 'X';
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  if (!Number.isInteger(code) || code < 1 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return whole;
  return String.fromCodePoint(code);
}

/** Longer text is cut before markup is looked for: what is shown of it is far shorter. */
const MARKUP_LIMIT = 60_000;

/** Without what stands between `<script` and `</script>` (or the same for styles); by search, so linear. */
function withoutElement(html: string, name: string): string {
  const lower = html.toLowerCase();
  // A letter whose lower case is longer would shift every index.
  if (lower.length !== html.length) return html;
  let out = '';
  let from = 0;
  for (;;) {
    const open = lower.indexOf(`<${name}`, from);
    const close = open === -1 ? -1 : lower.indexOf(`</${name}`, open);
    if (open === -1 || close === -1) return out + html.slice(from);
    out += `${html.slice(from, open)} `;
    const end = lower.indexOf('>', close);
    from = end === -1 ? html.length : end + 1;
  }
}

/** Text of an HTML fragment: blocks become lines, scripts and styles go, entities are decoded once, after the tags. */
export function stripHtml(html: string): string {
  return withoutElement(withoutElement(html.slice(0, MARKUP_LIMIT), 'script'), 'style')
    .replace(/<br\s{0,10}\/?>|<\/(?:p|div|li|tr|h[1-6]|ul|ol|table|pre|blockquote)\s{0,10}>/gi, '\n')
    .replace(/<li\b[^<>]{0,1000}>/gi, '- ')
    .replace(/<\/?[a-z!][^<>]{0,4000}>/gi, '')
    .replace(/&(#?[a-z0-9]{1,10});/gi, entity)
    .replace(/[ \t\f\v]+/g, ' ')
    .replace(/ ?\r?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Text of a Markdown fragment: links and images keep their words, markers of emphasis, code and headings go. */
export function plainText(markdown: string): string {
  return markdown
    .slice(0, MARKUP_LIMIT)
    .replace(/\r\n?/g, '\n')
    .replace(/!?\[([^\][]{0,2000})\]\([^()\n]{0,4000}\)/g, '$1')
    .replace(/^ {0,3}`{3,}.*$/gm, '')
    .replace(/^ {0,3}#{1,6} +/gm, '')
    .replace(/\*\*([^*\n]{1,2000})\*\*/g, '$1')
    .replace(/`([^`\n]{1,2000})`/g, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
