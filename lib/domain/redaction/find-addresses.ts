import { isHarmless } from './harmless.ts';
import { HINT } from './hints.ts';
import { type Span, SpanFinder } from './span.ts';

const SCHEME = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\//gi;
const AUTHORITY = /[^\s"'<>`\\]{1,600}/y;
/** Users that stand for a password when a token takes their place: `token:x-oauth-basic@`. */
const TOKEN_PASSWORDS = /^(?:x-oauth-basic|x-token-auth|oauth2?|api_token|)$/i;

/** Where the part before the `@` ends, -1 when there is none. A password may hold `/`, a port may be followed by it. */
function userEnd(rest: string): number {
  const slash = rest.search(/[/?#]/);
  const host = slash === -1 ? rest : rest.slice(0, slash);
  const at = host.lastIndexOf('@');
  if (at !== -1 || slash === -1) return at;
  const colon = host.indexOf(':');
  if (colon < 1 || /^\d{0,5}$/.test(host.slice(colon + 1))) return -1;
  const later = rest.slice(0, 200).search(/@[\w[.-]/);
  return later === -1 || /[?#&]/.test(rest.slice(0, later)) ? -1 : later;
}

/** `user:password@` and `token@` of a URL that begins at `from`. */
function userSpan(text: string, from: number): Span | null {
  AUTHORITY.lastIndex = from;
  const rest = AUTHORITY.exec(text)?.[0] ?? '';
  const end = userEnd(rest);
  if (end < 1) return null;
  const user = rest.slice(0, end);
  const colon = user.indexOf(':');
  if (colon === -1) {
    const isToken = user.length >= 24 || (user.length >= 8 && /\d/.test(user));
    return isToken && !isHarmless(user) ? { start: from, end: from + end } : null;
  }
  const password = user.slice(colon + 1);
  if (TOKEN_PASSWORDS.test(password)) {
    return colon < 8 || isHarmless(user.slice(0, colon)) ? null : { start: from, end: from + colon };
  }
  return isHarmless(password) ? null : { start: from + colon + 1, end: from + end };
}

const QUERY = new SpanFinder(
  /(?<=[?&;])(?:(?:[\w-]{0,60}[_-])?(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|auth|authorization|jwt|sig|signature|credential)|(?:php|j|asp\.net_)?sess(?:ion)?[_-]?id|session|sid|cftoken|key|code|ticket)=([^&\s"'<>#;]{1,2000})/i,
);
/** Names that mean many things: only what is long and has digits is secret there. */
const VAGUE = /^(?:[^=]*sess[^=]*|sid|key|code|ticket|auth|sig|[^=]*credential)=/i;

function isInQuery(value: string, match: RegExpExecArray): boolean {
  const isVague = VAGUE.test(match[0]) && (value.length < 12 || !/\d/.test(value));
  return !isVague && !isHarmless(value);
}

const HOOKS = new SpanFinder(
  /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/webhooks\/\d{1,20}\/|webhook\.office\.com\/webhookb2\/)[A-Za-z0-9@/_-]{8,255}/,
);
/** `jdbc:oracle:thin:user/password@` */
const ORACLE = new SpanFinder(/(?<=:(?:thin|oci8?):[^\s/@:"']{1,100}\/)[^\s@"']{1,200}(?=@)/i);

/** Secrets in URLs: user and password, tokens in the query, addresses that are secret themselves. */
export function findInAddresses(text: string, hints: number): Span[] {
  const spans: Span[] = [];
  if ((hints & HINT.url) !== 0) {
    if ((hints & HINT.at) !== 0) {
      for (const match of text.matchAll(SCHEME)) {
        const span = userSpan(text, match.index + match[0].length);
        if (span !== null) spans.push(span);
      }
    }
    if ((hints & HINT.hook) !== 0) spans.push(...HOOKS.find(text));
  }
  if ((hints & HINT.jdbc) !== 0 && text.includes('jdbc:')) spans.push(...ORACLE.find(text));
  if ((hints & HINT.query) !== 0) spans.push(...QUERY.find(text, isInQuery));
  return spans;
}

/** A web address without user and password. */
export function withoutUser(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]{1,20}:\/\/)[^/?#]{0,2000}@/i, '$1');
}
