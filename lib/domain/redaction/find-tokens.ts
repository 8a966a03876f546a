import { HINT } from './hints.ts';
import { type Span, SpanFinder } from './span.ts';

/**
 * Tokens that tell by their beginning what they are, also where a scanner cut them: the rule set that reads
 * whole reports wants them whole. Every repetition is bounded: linear in the length of the text.
 */
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
  'gl(?:sa|c)_[A-Za-z0-9_+/=]{30,400}|ATATT3[A-Za-z0-9_=-]{20,255}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}',
  'sq0[a-z]{3}-[A-Za-z0-9_-]{20,64}|AGE-SECRET-KEY-1[0-9A-Z]{58}|\\d{8,10}:AA[A-Za-z0-9_-]{32,36}',
].join('|');
const TOKEN = new SpanFinder(new RegExp(`\\b(?:${PREFIXED})`));
const PEM = new SpanFinder(
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/,
);
/** The rest of a key whose first line was cut off: everything before its end. */
const PEM_END = new SpanFinder(/^[\s\S]*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/);

/** Not `{60,}`: V8 remembers each step of a counted repetition, and runs out of room for them at some millions. */
const BASE64_RUN = new SpanFinder(/\b(?<![+/])[A-Za-z0-9+/]{60}[A-Za-z0-9+/]*={0,2}/);
/** The secret half of a pair of AWS keys has no beginning of its own; the half beside it gives it away. */
const AWS_SECRET = new SpanFinder(/(?<![A-Za-z0-9/+=_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])/);
const AWS_PAIR = /(?:AKIA|ASIA)[A-Z0-9]{16}|aws.{0,40}secret|redacted:hmac-/i;
const CARD = new SpanFinder(
  /\b(?<![.%-])(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|6(?:011|5\d{2})|35\d{2})(?<gap>[ -]?)\d{4}\k<gap>\d{4}\k<gap>\d{4}(?!\d|[.-]\d|[A-Za-z_])|\b(?<![.%-])3[47]\d{2}(?<space>[ -]?)\d{6}\k<space>\d{5}(?!\d|[.-]\d|[A-Za-z_])/,
);

const CHANGE = /[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|\d(?=[A-Za-z])/g;
const hasAll = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

/** Base64 of random bytes changes between small letters, capitals and digits at every other character; words do not. */
function isKeyMaterial(found: string, before: string): boolean {
  if (/sha(?:1|256|384|512)[-:]$/.test(before)) return false;
  // A path with the hash of a commit in it.
  const rest = found.replace(/[0-9a-f]{32}[0-9a-f]*/g, '');
  return rest.length >= 40 && hasAll(rest) && (rest.match(CHANGE)?.length ?? 0) >= rest.length * 0.35;
}

/** The check digit that all payment cards have. */
function hasCheckDigit(found: string): boolean {
  const digits = found.replace(/\D/g, '');
  if (/^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** What is secret by its own shape, whatever stands around it: tokens, private keys, key material, card numbers. */
export function findTokens(text: string, hints: number): Span[] {
  const spans: Span[] = [];
  if ((hints & HINT.privateKey) !== 0) {
    const whole = PEM.find(text);
    spans.push(...(whole.length === 0 ? PEM_END.find(text) : whole));
  }
  if ((hints & (HINT.token | HINT.name34)) !== 0) spans.push(...TOKEN.find(text));
  if ((hints & HINT.digits) !== 0) spans.push(...CARD.find(text, (_, match) => hasCheckDigit(match[0])));
  if ((hints & HINT.base64) !== 0) {
    if (AWS_PAIR.test(text)) spans.push(...AWS_SECRET.find(text, hasAll));
    const before = (at: number): string => text.slice(Math.max(0, at - 7), at);
    spans.push(...BASE64_RUN.find(text, (run, { index }) => isKeyMaterial(run, before(index))));
  }
  return spans;
}
