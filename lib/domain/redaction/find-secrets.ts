import { findInAddresses } from './find-addresses.ts';
import { findInHeaders } from './find-headers.ts';
import { findInCommands } from './find-in-commands.ts';
import { findNamed } from './find-named.ts';
import { findTokens } from './find-tokens.ts';
import { HINT, hintsIn } from './hints.ts';
import { joinSpans, type Span } from './span.ts';

const PW = /\bpw\b/i;
const OPTION = /(?:^|\s)(?:-[uU]|--(?:proxy-)?user)\b/;
const LONG = /\b[\w./+-]{14}/;
const CARD = /\b\d{4}[ -]\d{4,6}[ -]\d{4}/;

const FOR_TOKENS = HINT.privateKey | HINT.token | HINT.name34 | HINT.digits | HINT.base64;
/** Any of these is enough to search. */
const ALONE =
  FOR_TOKENS |
  (HINT.jdbc | HINT.query | HINT.setting | HINT.authorization | HINT.bearer | HINT.basic | HINT.cookie | HINT.option);

/** Titles, messages and links of one rule come thousands of times in a report: each is searched once. */
const REMEMBERED = 5000;
const SHORTEST = 30;
const LONGEST = 2000;
const searched = new Map<string, readonly Span[]>();

const NONE: readonly Span[] = [];

/**
 * Everything in a text that looks like a secret, in order, none overlapping. Names of packages and rules, ids of
 * advisories, versions, placeholders and code that reads a secret from elsewhere are none. Linear in the length.
 */
export function findSecrets(text: string): readonly Span[] {
  return findHinted(text, hintsIn(text));
}

/** Whether a text with these hints has to be searched at all. */
export function maySecretBeIn(hints: number): boolean {
  if ((hints & ALONE) !== 0) return true;
  if ((hints & HINT.name) !== 0 && (hints & (HINT.assigns | HINT.dash | HINT.element)) !== 0) return true;
  if ((hints & HINT.command) !== 0 && (hints & HINT.letter) !== 0) return true;
  if ((hints & HINT.session) !== 0 && (hints & HINT.assigns) !== 0) return true;
  return (hints & HINT.url) !== 0 && (hints & (HINT.at | HINT.hook)) !== 0;
}

/** The same, where the hints in the text are known. */
export function findHinted(text: string, hints: number): readonly Span[] {
  if (text.length < 6 || !maySecretBeIn(hints)) return NONE;
  if (text.length < SHORTEST || text.length > LONGEST) return search(text, hints);
  const known = searched.get(text);
  if (known !== undefined) return known;
  if (searched.size >= REMEMBERED) searched.clear();
  const spans = search(text, hints);
  searched.set(text, spans);
  return spans;
}

function search(text: string, hints: number): readonly Span[] {
  const spans = findInCommands(text, hints);
  if ((hints & FOR_TOKENS) !== 0 && isLong(text)) spans.push(...findTokens(text, hints));
  const hasWord = (hints & HINT.word) !== 0 || ((hints & HINT.pw) !== 0 && PW.test(text));
  const hasAddress = (hints & HINT.url) !== 0 || ((hints & HINT.jdbc) !== 0 && text.includes('jdbc:'));
  if (hasAddress || hasWord) spans.push(...findInAddresses(text, hints));
  if (hasWord) spans.push(...findInHeaders(text, hints));
  if (hasWord || ((hints & HINT.option) !== 0 && OPTION.test(text))) spans.push(...findNamed(text, hints));
  return spans.length === 0 ? NONE : joinSpans(spans);
}

/** Whether a token has room in the text. */
function isLong(text: string): boolean {
  return text.length >= 14 && (LONG.test(text) || CARD.test(text) || text.includes('PRIVATE KEY'));
}
