import { findInHeaders } from './find-headers.ts';
import { isSecretName } from './find-named.ts';
import { findHinted } from './find-secrets.ts';
import { isHarmless, isLabel } from './harmless.ts';
import { hintsIn } from './hints.ts';
import { joinSpans, type Span } from './span.ts';

const HEADER = /^(?:proxy-)?authorization$|^(?:set-)?cookie2?$/i;
const HEADER_KEY = /^x-[\w-]{0,40}(?:key|token|secret|auth)$/i;
const LONGEST_FIELD = 200;
const VALUE = /^@?(?:val|value|content|default(?:value)?)$/i;
/** Numbers under such names only look like those of a card. */
const NUMBER = /(?:id|hash|fingerprint|similarity|offset|time|stamp|number|count|line|digest|version)s?$/i;

/**
 * Secrets in the value of a field, by its own looks and by the field's name.
 * @param name what the object that it is in calls itself: `{"name": "Cookie", "value": "…"}`
 */
export function findInField(
  text: string,
  key: string | null,
  name: string | null,
  hints: number = hintsIn(text),
): readonly Span[] {
  const found = findHinted(text, hints);
  const field = fieldOf(key, name);
  if (field === null || field.length > LONGEST_FIELD) return found;
  const spans = found.length > 0 && NUMBER.test(field) && /^\s*\d+\s*$/.test(text) ? [] : found;
  const kind = kindOf(field);
  if (kind === 'other') return spans;
  if (kind === 'header') return joinSpans([...spans, ...inHeader(text, field)]);
  return text.length <= 20_000 && !isHarmless(text) && !isLabel(text) ? [insideQuotes(text)] : spans;
}

const fieldOf = (key: string | null, name: string | null): string | null =>
  key !== null && name !== null && VALUE.test(key) ? name : key;

/** Whether a value there may be secret that does not look like one. */
export function isOfSecretField(key: string | null, name: string | null): boolean {
  const field = fieldOf(key, name);
  return field !== null && field.length <= LONGEST_FIELD && kindOf(field) !== 'other';
}

type FieldKind = 'header' | 'secret' | 'other';

/** A report has millions of fields, but few names of them. */
const REMEMBERED = 1000;
const kinds = new Map<string, FieldKind>();

function kindOf(field: string): FieldKind {
  const known = kinds.get(field);
  if (known !== undefined) return known;
  if (kinds.size >= REMEMBERED) kinds.clear();
  const isSecret = HEADER_KEY.test(field) || isSecretName(field);
  const kind = HEADER.test(field) ? 'header' : isSecret ? 'secret' : 'other';
  kinds.set(field, kind);
  return kind;
}

/** A value is the same with quotes around it and without. */
function insideQuotes(text: string): Span {
  const quoted = text.length > 2 && /^["'`]/.test(text) && text.endsWith(text.charAt(0));
  return quoted ? { start: 1, end: text.length - 1 } : { start: 0, end: text.length };
}

function inHeader(text: string, field: string): Span[] {
  const before = `${field}: `;
  return findInHeaders(before + text, hintsIn(before + text))
    .filter((span) => span.start >= before.length)
    .map(({ start, end }) => ({ start: start - before.length, end: end - before.length }));
}
