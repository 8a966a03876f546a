import { isCode, isHarmless, isLabel, isOwnName, isPlainWord } from './harmless.ts';
import { HINT } from './hints.ts';
import { type Span, SpanFinder } from './span.ts';

/** Whatever stands before them, these name a secret. */
const WHOLE =
  'pass(?:word|wd|phrase|code)|passwd|pwd|secret|api[_-]?key|(?:access|auth|refresh|session|id|oauth|bearer|private|bot|vault)[_-]?token|(?:access|private|secret|signing|encryption|auth|account|master|shared|storage|service|admin|shared[_-]?access)[_-]?key|credentials?|connection[_-]?string';
/** These do as a word of their own: `jsonwebtoken` and `monkey` are something else. */
const SEPARATE = 'token|pass|pw|auth[_-]?key|_auth';
const SEPARATOR = '(?:\\\\{0,3}["\'\\]]){0,2}[ \\t]{0,40}(?::=|=>|={1,3}|:)[ \\t]{0,8}(?:[bBrRuUfF](?=["\']))?';
const NAMED = new RegExp(`(${WHOLE}|${SEPARATE})(?:[_-]?(?:value|string|text|\\d{1,3}))?(${SEPARATOR})`, 'gi');
const ENDS = new RegExp(`(${WHOLE}|${SEPARATE})(?:[_-]?(?:value|string|text|\\d{1,3}))?$`, 'i');
const IS_WHOLE = new RegExp(`^(?:${WHOLE})$`, 'i');

const QUOTED = /(\\{0,3}["'`])((?:(?!\1)[^\\\n]|\\(?!["'`])|\\\\|(?!\1)\\["'`]){1,2000}?)\1/y;
const UNQUOTED = /[^\s"'`,;<>]{2,1000}/y;

/** Whether a name that ends here begins with this word: after a sign, or as the next word of a camel-cased name. */
function beginsWord(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  if (!/[A-Za-z0-9]/.test(before)) return true;
  return /[a-z0-9]/.test(before) && /[A-Z]/.test(text[at] ?? '');
}

/** Whether a field of this name holds a secret: `db_password`, `clientSecret`, `api-key`; not `passwordPolicy`. */
export function isSecretName(field: string): boolean {
  const match = ENDS.exec(field);
  const name = match?.[1];
  return match !== null && name !== undefined && (IS_WHOLE.test(name) || beginsWord(field, match.index));
}

interface Value extends Span {
  text: string;
  isQuoted: boolean;
}

function valueAt(text: string, from: number): Value | null {
  QUOTED.lastIndex = from;
  const quoted = QUOTED.exec(text);
  if (quoted !== null) {
    const start = from + (quoted[1]?.length ?? 0);
    const value = quoted[2] ?? '';
    return { start, end: start + value.length, text: value, isQuoted: true };
  }
  if (/["'`\\]/.test(text[from] ?? '"')) return null;
  UNQUOTED.lastIndex = from;
  const plain = UNQUOTED.exec(text)?.[0];
  if (plain === undefined) return null;
  // The next field of a form.
  const form = /&[\w.[\]-]{1,60}=/.exec(plain);
  const value = (form === null ? plain : plain.slice(0, form.index)).replace(/[.)\]}\\]+$/, '');
  return { start: from, end: from + value.length, text: value, isQuoted: false };
}

/** Without quotes, code and prose look alike: a value must look like one, or stand as nothing else would. */
function isBareSecret(text: string, value: Value, name: string, separator: string): boolean {
  if (isCode(value.text) || isHarmless(value.text) || isOwnName(value.text)) return false;
  if (/^(?:&&|\|\||[=!<>?+*|&-])/.test(value.text) || separator.includes('==')) return false;
  const hasDigit = /\d/.test(value.text.slice(0, 100));
  if (hasDigit)
    return (
      value.text.length >= (IS_WHOLE.test(name) || separator.includes('=') ? 4 : 8) && !/^\d{1,5}$/.test(value.text)
    );
  if (!isPlainWord(value.text)) return value.text.length >= 6 && /[^\w./:|\\-]/.test(value.text);
  const next = text[value.end] ?? '\n';
  // `login(password=word)` is code, `password=word&` and `PASSWORD=word` are not.
  if (/[=:]$/.test(separator) && !separator.includes(':')) return value.text.length >= 4 && !/[),.([]/.test(next);
  // A line of its own: `password: word`.
  const line = text.slice(text.lastIndexOf('\n', value.start) + 1, value.start);
  const isAlone = /^[ \t-]{0,40}["']?[\w.-]{1,80}["']?[ \t]{0,20}[:=][ \t]{0,8}$/.test(line) && /[\r\n]/.test(next);
  return isAlone && text.includes('\n') && value.text.length >= 4;
}

function namedSpans(text: string): Span[] {
  const spans: Span[] = [];
  NAMED.lastIndex = 0;
  for (let match = NAMED.exec(text); match !== null; match = NAMED.exec(text)) {
    const [whole, name = '', separator = ''] = match;
    if (!IS_WHOLE.test(name) && !beginsWord(text, match.index)) continue;
    const value = valueAt(text, match.index + whole.length);
    if (value === null) continue;
    const isSecret = value.isQuoted
      ? !isHarmless(value.text) && !isLabel(value.text)
      : isBareSecret(text, value, name, separator);
    if (!isSecret) continue;
    spans.push({ start: value.start, end: value.end });
    NAMED.lastIndex = Math.max(NAMED.lastIndex, value.end);
  }
  return spans;
}

const NAME =
  '[\\w.-]{0,60}(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key)';

/** With the hints that all must be there for it to match. */
const ELSEWHERE: readonly (readonly [needed: number, SpanFinder])[] = (
  [
    // curl -u user:password
    [
      HINT.option | HINT.assigns,
      /(?:^|\s)(?:-u|-U|--user|--proxy-user)(?:[ \t]{1,5}|=)["']?[^\s:"'/]{1,100}:([^\s"']{2,200})/,
    ],
    // --password value
    [HINT.name | HINT.dash, new RegExp(`(?:^|\\s)--?${NAME}[ \\t]{1,5}["']?([^\\s"'-][^\\s"']{2,500})`, 'i')],
    // X-Api-Key: value
    [
      HINT.setting | HINT.word,
      /\bx-[\w-]{0,40}(?:key|token|secret|auth)\\?["']?[ \t]{0,5}[:=,][ \t]{0,5}\\?["']?([^\s"'`\\,<>;]{6,1000})/i,
    ],
    // ENV DB_PASSWORD value
    [
      HINT.setting | HINT.name,
      new RegExp(
        `(?:^|\\n)[ \\t]{0,20}(?:ENV|ARG|setx)[ \\t]{1,5}${NAME}[ \\t]{1,5}["']?([^\\s"'=][^\\s"']{2,500})`,
        'i',
      ),
    ],
    // machine host login user password value
    [HINT.setting | HINT.name, /\blogin[ \t]{1,5}\S{1,100}\s{1,5}password[ \t]{1,5}(\S{2,200})/],
    [HINT.setting, /\bidentified[ \t]{1,5}by[ \t]{1,5}(?:password[ \t]{1,5})?["']([^"'\n]{2,200})/i],
    // <password>value</password>, <add key="Password" value="value"/>, name: PASSWORD value: value
    [HINT.element | HINT.name, new RegExp(`<${NAME}>\\s{0,20}([^<\\s][^<]{1,500}?)\\s{0,20}<`, 'i')],
    [
      HINT.name | HINT.value | HINT.assigns,
      new RegExp(
        `(?:name|key)\\\\?["']?\\s{0,5}[:=]\\s{0,5}\\\\?["']?${NAME}\\\\?["']?[\\s,]{1,60}\\\\?["']?value\\\\?["']?\\s{0,5}[:=]\\s{0,5}\\\\?["']?([^\\s"'<>\\\\]{2,500})`,
        'i',
      ),
    ],
  ] as const
).map(([needed, pattern]) => [needed, new SpanFinder(pattern)]);

function isElsewhere(value: string, match: RegExpExecArray): boolean {
  if (isHarmless(value) || isCode(value) || isOwnName(value) || /^\d{1,6}$/.test(value)) return false;
  return !isPlainWord(value) || value.length >= 6 || /^\s?-[uU]/.test(match[0]);
}

/** What a name, an option or an element says is a secret: `password = "…"`, `--token …`, `X-Api-Key: …`. */
export function findNamed(text: string, hints: number): Span[] {
  const spans = hasAll(hints, HINT.name | HINT.assigns) ? namedSpans(text) : [];
  for (const [needed, pattern] of ELSEWHERE) {
    if (hasAll(hints, needed)) spans.push(...pattern.find(text, isElsewhere));
  }
  return spans;
}

const hasAll = (hints: number, needed: number): boolean => (hints & needed) === needed;
