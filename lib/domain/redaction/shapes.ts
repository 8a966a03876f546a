/** What stands where a secret stood. */
export const MASK = '●●●●';

/** Tokens that tell by their beginning what they are. Every repetition is bounded: linear in the length of the text. */
const PREFIXED = [
  '(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|ANPA|ANVA|AIPA)[A-Z0-9]{16}(?![A-Z0-9])',
  'gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_[A-Za-z0-9_]{16,255}',
  '(?:gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-|GR1348941)[A-Za-z0-9_.-]{16,255}',
  'xox[a-z]-[A-Za-z0-9-]{8,255}|xapp-[A-Za-z0-9-]{8,255}',
  '[rsp]k_(?:live|test)_[A-Za-z0-9]{8,255}|whsec_[A-Za-z0-9+/=]{16,255}',
  'eyJ[A-Za-z0-9_-]{6,1024}\\.[A-Za-z0-9_-]{6,8192}(?:\\.[A-Za-z0-9_-]{0,4096})?',
  'AIza[0-9A-Za-z_-]{30,60}|ya29\\.[0-9A-Za-z_-]{16,512}|GOCSPX-[A-Za-z0-9_-]{16,64}',
  'npm_[A-Za-z0-9]{30,60}|pypi-[A-Za-z0-9_-]{16,512}|rubygems_[a-f0-9]{48}|dckr_pat_[A-Za-z0-9_-]{16,64}',
  'SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}|key-[0-9a-f]{32}|SK[0-9a-f]{32}',
  'sk-[A-Za-z0-9_-]{20,255}|hf_[A-Za-z0-9]{30,60}|hv[sbr]\\.[A-Za-z0-9_-]{20,255}',
  'do[oprt]_v1_[a-f0-9]{64}|dapi[a-f0-9]{32}|dp\\.(?:pt|st|ct|sa)\\.[A-Za-z0-9]{20,64}|lin_api_[A-Za-z0-9]{30,60}',
  'glsa_[A-Za-z0-9_]{30,64}|ATATT3[A-Za-z0-9_=-]{20,255}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}',
  'sq0[a-z]{3}-[A-Za-z0-9_-]{20,64}|AGE-SECRET-KEY-1[0-9A-Z]{58}|\\d{8,10}:AA[A-Za-z0-9_-]{32,36}',
].join('|');
const TOKEN = new RegExp(`(?<![A-Za-z0-9_])(?:${PREFIXED})`, 'g');

const KEYWORD =
  'pass(?:word|wd|phrase)?|pwd|secret|token|(?:api|access|account|private|signing|encryption|auth)[_-]?key|credentials?';
const WORTH_A_LOOK = /pass|pwd|secret|token|key|credential|auth|bearer|basic|[?&;](?:sig|code)/i;

type Shape = readonly [pattern: RegExp, replacement: string];

const PEM: readonly Shape[] = [
  [
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    MASK,
  ],
  // The rest of a key whose first line was cut off: everything before its end.
  [/^[\s\S]*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g, MASK],
];

const ADDRESSES: readonly Shape[] = [
  // user:password@
  [/(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:"'<>]{0,200}:[^\s/@"'<>]{1,200}@/gi, `$1${MASK}@`],
  [/(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{8,255}/g, MASK],
];

const NAMED: readonly Shape[] = [
  [
    /([?&;](?:pass(?:word|wd)?|pwd|secret|(?:access_|refresh_|id_)?token|api[_-]?key|auth|sig|signature|key|code|client_secret)=)[^&\s"'<>#]{1,2000}/gi,
    `$1${MASK}`,
  ],
  [/(\b(?:bearer|basic)[ \t]{1,5})[A-Za-z0-9._~+/=-]{16,4096}/gi, `$1${MASK}`],
  // password = "…", "token": '…', secret: `…`
  [
    new RegExp(
      `((?:${KEYWORD})[\\w.-]{0,40}["'\\]]{0,2}\\s{0,40}(?::=|=>|[:=])\\s{0,5}[bru]?)(["'\`])(?!\\2)[^\\n]{1,1000}?\\2`,
      'gi',
    ),
    `$1$2${MASK}$2`,
  ],
  // PASSWORD=…, token: …: only what has a digit and calls nothing, so that code stays readable.
  [
    new RegExp(
      `((?:${KEYWORD})[\\w.-]{0,40}["'\\]]{0,2}(?:=|\\s{0,40}[:=]\\s{1,5}))(?!●)(?=[^\\s"'\`]{0,60}\\d)(?![^\\s"'\`]{0,200}[([{])[^\\s"'\`,;]{6,500}`,
      'gi',
    ),
    `$1${MASK}`,
  ],
];

const BASE64_RUN = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{60,}={0,2}/g;
const count = (text: string, kind: RegExp): number => text.match(kind)?.length ?? 0;

/** Key material is long base64 of all kinds of characters; checksums say what they are, and paths have many slashes. */
function maskKeyMaterial(found: string, offset: number, text: string): string {
  if (/sha(?:1|256|384|512)[-:]$/.test(text.slice(Math.max(0, offset - 7), offset))) return found;
  const enough = found.length / 20;
  const mixed = [/[a-z]/g, /[A-Z]/g, /\d/g].every((kind) => count(found, kind) >= enough);
  return mixed && count(found, /\//g) <= found.length / 12 ? MASK : found;
}

const apply = (text: string, shapes: readonly Shape[]): string =>
  shapes.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);

/** Masks everything that looks like a secret, whoever reported it. Linear in the length of the text. */
export function redactShapes(text: string): string {
  let result = text.includes('PRIVATE KEY') ? apply(text, PEM) : text;
  if (result.includes('://') || result.includes('slack.com')) result = apply(result, ADDRESSES);
  if (WORTH_A_LOOK.test(result)) result = apply(result, NAMED);
  result = result.replace(TOKEN, MASK);
  return result.length < 60 ? result : result.replace(BASE64_RUN, maskKeyMaterial);
}

const LITERAL = /(["'`])(?:(?!\1)[^\\\n]|\\.){1,1000}\1/g;

/** A run of characters that a value could be made of. */
const WORD = /[^\s"'`<>(),;:=]{6,1000}/g;

/**
 * Masks what a text has in common with the lines that a secret stands on: for reports that do not say which part of the
 * line is the value, but quote it. Words without a digit stay: they are the ones that explain.
 */
export function redactShared(text: string, lines: readonly string[]): string {
  const quotes = text.replace(LITERAL, (quoted, quote: string) =>
    lines.some((line) => line.includes(quoted.slice(1, -1))) ? quote + MASK + quote : quoted,
  );
  return sharedWords(quotes, lines).reduce((rest, word) => rest.replaceAll(word, MASK), quotes);
}

/** Words of a text, with a digit in them, that stand on one of the lines too; the longest first. */
export function sharedWords(text: string, lines: readonly string[]): string[] {
  const words = (text.match(WORD) ?? []).map((word) => word.replace(/[.!?]+$/, ''));
  return words
    .filter((word) => word.length >= 6 && /\d/.test(word) && lines.some((line) => line.includes(word)))
    .sort((a, b) => b.length - a.length);
}

/** Masks every quoted text: for rules about hard-coded credentials, where the quoted text is the finding. */
export function redactLiterals(text: string): string {
  return text.replace(LITERAL, `$1${MASK}$1`);
}
