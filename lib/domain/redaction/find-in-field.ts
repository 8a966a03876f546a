import { findInHeaders } from './find-headers.ts';
import { isSecretName } from './find-named.ts';
import { findSecrets } from './find-secrets.ts';
import { isHarmless, isLabel } from './harmless.ts';
import { joinSpans, type Span } from './span.ts';

const HEADER = /^(?:proxy-)?authorization$|^(?:set-)?cookie2?$/i;
const HEADER_KEY = /^x-[\w-]{0,40}(?:key|token|secret|auth)$/i;
const VALUE = /^@?(?:val|value|content|default(?:value)?)$/i;
/** Numbers under such names only look like those of a card. */
const NUMBER = /(?:id|hash|fingerprint|similarity|offset|time|stamp|number|count|line|digest|version)s?$/i;

/**
 * Secrets in the value of a field, by its own looks and by the field's name.
 * @param name what the object that it is in calls itself: `{"name": "Cookie", "value": "…"}`
 */
export function findInField(text: string, key: string | null, name: string | null): readonly Span[] {
  const found = findSecrets(text);
  const field = key !== null && name !== null && VALUE.test(key) ? name : key;
  if (field === null || field.length > 200) return found;
  const spans = found.length > 0 && NUMBER.test(field) && /^\s*\d+\s*$/.test(text) ? [] : found;
  if (HEADER.test(field)) return joinSpans([...spans, ...inHeader(text, field)]);
  const isWhole = (HEADER_KEY.test(field) || isSecretName(field)) && !isHarmless(text) && !isLabel(text);
  return isWhole && text.length <= 20_000 ? [insideQuotes(text)] : spans;
}

/** A value is the same with quotes around it and without. */
function insideQuotes(text: string): Span {
  const quoted = text.length > 2 && /^["'`]/.test(text) && text.endsWith(text.charAt(0));
  return quoted ? { start: 1, end: text.length - 1 } : { start: 0, end: text.length };
}

function inHeader(text: string, field: string): Span[] {
  const before = `${field}: `;
  return findInHeaders(before + text)
    .filter((span) => span.start >= before.length)
    .map(({ start, end }) => ({ start: start - before.length, end: end - before.length }));
}
