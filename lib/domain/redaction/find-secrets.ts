import { findInAddresses } from './find-addresses.ts';
import { findInHeaders } from './find-headers.ts';
import { findInCommands } from './find-in-commands.ts';
import { findNamed } from './find-named.ts';
import { findTokens } from './find-tokens.ts';
import { joinSpans, type Span } from './span.ts';

const WORDS =
  /pass|pwd|secret|token|key|credential|auth|bearer|basic|cookie|sess|sid|csrf|xsrf|connection|identified|\bpw\b|remember/i;
const OPTION = /(?:^|\s)(?:-[uU]|--(?:proxy-)?user)\b/;
const LONG = /\b[\w./+-]{14}/;
const CARD = /\b\d{4}[ -]\d{4,6}[ -]\d{4}/;

const NONE: readonly Span[] = [];

/**
 * Everything in a text that looks like a secret, in order, none overlapping. Names of packages and rules, ids of
 * advisories, versions, placeholders and code that reads a secret from elsewhere are none. Linear in the length.
 */
export function findSecrets(text: string): readonly Span[] {
  if (text.length < 6) return NONE;
  const hasWord = WORDS.test(text);
  const hasAddress = text.includes('://') || text.includes('jdbc:');
  const hasLong = text.length >= 14 && (LONG.test(text) || CARD.test(text) || text.includes('PRIVATE KEY'));
  const hasOption = OPTION.test(text);
  const spans = findInCommands(text);
  if (spans.length === 0 && !hasWord && !hasAddress && !hasLong && !hasOption) return NONE;
  if (hasLong) spans.push(...findTokens(text));
  if (hasAddress || (hasWord && /[?&;]/.test(text))) spans.push(...findInAddresses(text));
  if (hasWord) spans.push(...findInHeaders(text));
  if (hasWord || hasOption) spans.push(...findNamed(text));
  return spans.length === 0 ? NONE : joinSpans(spans);
}
