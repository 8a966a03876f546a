import { compareDigits, isDigit, runEnd } from './digits.ts';

/** Words that have a place; all others come behind them, by the alphabet. */
const KNOWN = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const NOTHING = ['', 'final', 'ga', 'release'];
/** Where a digit follows at once: `1.0b2`. */
const SHORT: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

interface Token {
  hyphen: boolean;
  digits: string | null;
  word: string;
}

/** Maven's order of versions, as its reference of the POM specifies it. */
export function compareMaven(a: string, b: string): number {
  const left = tokensOf(a);
  const right = tokensOf(b);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = compareTokens(left[index], right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Words, then numbers behind a hyphen, then numbers behind a dot. */
function kindOf(token: Token | undefined): number {
  if (token === undefined || token.digits === null) return 0;
  return token.hyphen ? 1 : 2;
}

function compareTokens(a: Token | undefined, b: Token | undefined): number {
  const kind = kindOf(a) - kindOf(b);
  if (kind !== 0) return Math.sign(kind);
  if (a?.digits && b?.digits) return compareDigits(a.digits, b.digits);
  const [left, right] = [a?.word ?? '', b?.word ?? ''];
  const rank = rankOf(left) - rankOf(right);
  if (rank !== 0) return Math.sign(rank);
  return left === right ? 0 : left < right ? -1 : 1;
}

function rankOf(word: string): number {
  const rank = KNOWN.indexOf(word);
  return rank < 0 ? KNOWN.length : rank;
}

const isWord = (char: string | undefined): boolean =>
  char !== undefined && !isDigit(char) && char !== '.' && char !== '-' && char !== '_';

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const version = text.toLowerCase();
  let hyphen = false;
  for (let at = 0; at <= version.length; ) {
    const number = isDigit(version[at]);
    const end = runEnd(version, at, number ? isDigit : isWord);
    const part = version.slice(at, end);
    if (number || part === '') tokens.push({ hyphen, digits: part || '0', word: '' });
    else tokens.push({ hyphen, digits: null, word: wordOf(part, isDigit(version[end])) });
    const separator = end < version.length && !isDigit(version[end]) && !isWord(version[end]);
    // From digits to letters and back is as if there were a hyphen.
    hyphen = !separator || version[end] !== '.';
    if (end >= version.length) break;
    at = separator ? end + 1 : end;
  }
  return trimmed(tokens);
}

function wordOf(word: string, digitFollows: boolean): string {
  if (digitFollows && SHORT[word] !== undefined) return SHORT[word];
  return word === 'cr' ? 'rc' : NOTHING.includes(word) ? '' : word;
}

const isNothing = ({ digits, word }: Token): boolean =>
  digits === null ? word === '' : compareDigits(digits, '') === 0;

/** Without what says nothing, at the end and before each hyphen or word: `1.0.0-rc.0` is `1-rc`. */
function trimmed(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  const trim = (): void => {
    for (let last = kept.at(-1); last !== undefined && isNothing(last); last = kept.at(-1)) kept.pop();
  };
  for (const token of tokens) {
    if (token.hyphen || token.digits === null) trim();
    kept.push(token);
  }
  trim();
  return kept;
}
