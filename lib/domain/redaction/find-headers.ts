import { isHarmless } from './harmless.ts';
import { HINT } from './hints.ts';
import { type Span, SpanFinder } from './span.ts';

const AUTHORIZATION = new SpanFinder(
  /\bauthorization\\?["']?\s{0,5}[:=,]\s{0,5}\\?["']?(?:(?:basic|bearer|digest|token|negotiate|ntlm|apikey|aws4-hmac-sha256|splunk|key)[ \t]{1,5})?([^\s"'`\\,<>;]{6,4096})/i,
);
const BEARER = new SpanFinder(/\b(?:bearer|token)[ \t]{1,5}([A-Za-z0-9._~+/=-]{8,4096})/i);
const BASIC = new SpanFinder(/\bbasic[ \t]{1,5}([A-Za-z0-9+/]{8,4096}={0,2})(?![A-Za-z0-9+/=])/i);
const COOKIE = /\b(?:set-)?cookie2?\\?["']?\s{0,5}[:=,]\s{0,5}\\?["']?([^\r\n"'`\\<>]{3,8192})/gi;
/** A session cookie without its header, and the same as a field. */
const SESSION = new SpanFinder(
  /(?<![\w.-])(?:[\w.-]{0,40}(?:sess(?:ion)?(?:[_-]?id|[_-]?token)?|[._-]sid)|(?:x?csrf|xsrf|auth|remember)[\w-]{0,20}(?:token|me)?)=([^\s"'`;,&<>()]{12,4096})/i,
);
const ATTRIBUTE = /^(?:path|domain|max-age|expires|samesite|secure|httponly|priority|partitioned|version|comment)$/i;

const mixed = (value: string): boolean => /\d/.test(value) && /[A-Za-z]/.test(value);

const isBearer = (value: string): boolean =>
  value.length >= 12 && mixed(value) && !/^[\w-]+=/.test(value) && !isHarmless(value);

/** Base64 of `user:password`. */
function isBasic(value: string): boolean {
  const bare = value.replace(/=+$/, '');
  if (bare.length % 4 === 1) return false;
  try {
    return /^[\x20-\x7e]{1,200}:[\x20-\x7e]{0,200}$/.test(atob(bare));
  } catch {
    return false;
  }
}

/** The values of a `Cookie` or `Set-Cookie`, but not its attributes. */
function cookieSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(COOKIE)) {
    const list = match[1] ?? '';
    let at = match.index + match[0].length - list.length;
    for (const pair of list.split(';')) {
      const equals = pair.indexOf('=');
      const value = pair.slice(equals + 1).trimEnd();
      const start = at + equals + 1;
      at += pair.length + 1;
      if (equals < 1 || ATTRIBUTE.test(pair.slice(0, equals).trim()) || !isCookieValue(value)) continue;
      spans.push({ start, end: start + value.length });
    }
  }
  return spans;
}

/** Words and small numbers are settings (`lang=en`). */
function isCookieValue(value: string): boolean {
  return (
    !isHarmless(value) && (value.length >= 16 || (value.length >= 6 && /\d/.test(value) && !/^\d{1,7}$/.test(value)))
  );
}

/** What HTTP carries to prove who asks: `Authorization`, cookies, session ids. */
export function findInHeaders(text: string, hints: number): Span[] {
  const spans: Span[] = [];
  if ((hints & HINT.authorization) !== 0) {
    spans.push(...AUTHORIZATION.find(text, (value) => !isHarmless(value) && (mixed(value) || value.length >= 16)));
  }
  if ((hints & HINT.bearer) !== 0) spans.push(...BEARER.find(text, isBearer));
  if ((hints & HINT.basic) !== 0) spans.push(...BASIC.find(text, isBasic));
  if ((hints & HINT.cookie) !== 0) spans.push(...cookieSpans(text));
  if ((hints & HINT.session) !== 0 && (hints & HINT.assigns) !== 0) {
    spans.push(...SESSION.find(text, (value) => /\d/.test(value) && !isHarmless(value)));
  }
  return spans;
}
