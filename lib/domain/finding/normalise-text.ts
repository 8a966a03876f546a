/** Marks a place where text was shortened, so that nobody takes the rest for the whole. */
export const CUT_MARK = '… [cut]';

const CONTROL_CODES = [
  [0, 8],
  [11, 31],
  [127, 159],
] as const;
// Bidirectional overrides make code look like other code ("Trojan Source"); shown as what they are: unreadable.
const BIDI_CODES = [
  [0x202a, 0x202e],
  [0x2066, 0x2069],
] as const;

const between = (ranges: ReadonlyArray<readonly [number, number]>): string =>
  ranges.map(([from, to]) => `${String.fromCharCode(from)}-${String.fromCharCode(to)}`).join('');

const SUSPECT = new RegExp(`[${between(CONTROL_CODES)}${between(BIDI_CODES)}]`);
const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,20}[A-Za-z]`, 'g');
const UNREADABLE = new RegExp(`[${String.fromCharCode(0)}${between(BIDI_CODES)}]`, 'g');
const CONTROL = new RegExp(`[${between(CONTROL_CODES)}]`, 'g');

const REPLACEMENT = '\uFFFD';
const named = (character: string): string =>
  `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** Text that every store and screen takes: well-formed Unicode, `\n` line ends, no NUL, no control characters but `\n` and `\t`. */
export function cleanText(text: string): string {
  return clean(text, () => REPLACEMENT);
}

/** The same for code, where a person must see which character is there to deceive: `[U+202E]`. */
export function cleanCode(text: string): string {
  return clean(text, named);
}

const NAMED = /\[U\+(?:0000|202[A-E]|206[6-9])\]/g;

/** Code as `cleanText` gives it: what keys are made of stays what it always was. */
export function asUnreadable(code: string): string {
  return code.includes('[U+') ? code.replace(NAMED, REPLACEMENT) : code;
}

function clean(text: string, unreadable: (character: string) => string): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  if (!SUSPECT.test(formed)) return formed;
  return formed.replace(/\r\n?/g, '\n').replace(ANSI, '').replace(UNREADABLE, unreadable).replace(CONTROL, '');
}

/** The same on one line, spaces collapsed, trimmed. */
export function cleanLine(text: string): string {
  const clean = cleanText(text);
  return /[\n\t\u2028\u2029]| {2}|^ | $/.test(clean) ? clean.replace(/\s+/g, ' ').trim() : clean;
}

/** At most `length` UTF-16 units, the mark included; never half a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = length - CUT_MARK.length;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end -= 1;
  return text.slice(0, end) + CUT_MARK;
}

/** `null` for what is missing or blank. */
export function cleanOrNull(text: string | null, clean: (text: string) => string = cleanLine): string | null {
  if (text === null) return null;
  const result = clean(text);
  return result.trim() === '' ? null : result;
}
