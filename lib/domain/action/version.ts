import { compareDigits, isDigit } from '#lib/domain/version/digits.ts';
import { publishedOrder } from '#lib/domain/version/published-order.ts';

/** Ecosystems where everything after a hyphen is a pre-release. */
const SEMVER = new Set(['npm', 'cargo', 'golang', 'pub', 'hex', 'swift', 'nuget', 'composer', 'github']);
const PRE_RELEASE = new Set(
  'alpha beta rc cr milestone pre preview dev snapshot canary next nightly ea incubating'.split(' '),
);
/** `1.0b2`, `5.0.0.M1`: there only, because OpenSSL's 1.1.1b comes after 1.1.1. */
const LETTER_ECOSYSTEMS = new Set(['pypi', 'maven']);
const PRE_RELEASE_LETTERS = new Set(['a', 'b', 'c', 'm']);
/** Words that say nothing about order: the release itself, or a build of it for one platform. */
const NEUTRAL = new Set('final ga release jre jdk android v'.split(' '));
/** Longer versions are not compared: they are hostile, or no versions. */
const MAX_LENGTH = 128;

type Token = { kind: 'number'; digits: string } | { kind: 'word'; rank: -2 | -1 | 0 | 1; word: string };

interface Version {
  epoch: string;
  tokens: Token[];
}

/**
 * Order of two versions of one package: the one that its ecosystem has published, else numeric parts by number, and
 * pre-releases below their release. Null when they cannot be compared (commit hashes, branch names): unknown is never guessed.
 */
export function compareVersions(a: string, b: string, ecosystem: string | null = null): number | null {
  if (a === b) return 0;
  const left = parse(a, ecosystem);
  const right = parse(b, ecosystem);
  if (left === null || right === null) return null;
  const published = publishedOrder(ecosystem);
  if (published !== undefined) return published(a.trim(), b.trim());
  const epoch = compareDigits(left.epoch, right.epoch);
  if (epoch !== 0) return epoch;
  const length = Math.max(left.tokens.length, right.tokens.length);
  for (let index = 0; index < length; index++) {
    const order = compareTokens(left.tokens[index], right.tokens[index]);
    if (order !== 0) return order;
  }
  return 0;
}

/** A total order of texts that should be versions, lowest first; those that cannot be compared come last, by their text. */
export function orderVersions(a: string, b: string): number {
  const [left, right] = [parse(a, null) !== null, parse(b, null) !== null];
  if (left !== right) return left ? -1 : 1;
  return compareVersions(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

export type UpgradeStep = 'major' | 'minor' | 'patch' | 'unknown';

/** How large the step from one version to another is; an unknown version makes it unknown. */
export function upgradeStep(from: string | null, to: string | null, ecosystem: string | null = null): UpgradeStep {
  const left = from === null ? null : parse(from, ecosystem);
  const right = to === null ? null : parse(to, ecosystem);
  if (left === null || right === null) return 'unknown';
  if (compareDigits(left.epoch, right.epoch) !== 0 || !sameNumber(left, right, 0)) return 'major';
  return sameNumber(left, right, 1) ? 'patch' : 'minor';
}

/** How many leading numbers two versions share. */
export function sharedNumbers(a: string, b: string, ecosystem: string | null): number {
  const left = parse(a, ecosystem);
  const right = parse(b, ecosystem);
  if (left === null || right === null || compareDigits(left.epoch, right.epoch) !== 0) return 0;
  let count = 0;
  while (count < left.tokens.length && left.tokens[count]?.kind === 'number' && sameNumber(left, right, count)) count++;
  return count;
}

function sameNumber(a: Version, b: Version, index: number): boolean {
  return compareTokens(a.tokens[index], b.tokens[index]) === 0;
}

function parse(version: string, ecosystem: string | null): Version | null {
  let text = version.trim().toLowerCase();
  if (text.length > MAX_LENGTH) return null;
  if (text.startsWith('v') || text.startsWith('=')) text = text.slice(1);
  if (!isDigit(text[0]) || isHash(text)) return null;
  const semver = ecosystem !== null && SEMVER.has(ecosystem);
  const build = text.indexOf('+');
  if (semver && build >= 0) text = text.slice(0, build);
  const { epoch, rest } = splitEpoch(text);
  return { epoch, tokens: tokensOf(rest, semver, ecosystem !== null && LETTER_ECOSYSTEMS.has(ecosystem)) };
}

/** Debian and RPM write `1:2.3`, Python `1!2.3`. */
function splitEpoch(text: string): { epoch: string; rest: string } {
  let end = 0;
  while (isDigit(text[end])) end++;
  if ((text[end] === ':' || text[end] === '!') && isDigit(text[end + 1])) {
    return { epoch: text.slice(0, end), rest: text.slice(end + 1) };
  }
  return { epoch: '0', rest: text };
}

function tokensOf(text: string, semver: boolean, letters: boolean): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  let preRelease = false;
  while (index < text.length) {
    const start = index;
    if (isDigit(text[index])) {
      while (isDigit(text[index])) index++;
      tokens.push({ kind: 'number', digits: text.slice(start, index) });
    } else if (isLetter(text[index])) {
      while (isLetter(text[index])) index++;
      const word = text.slice(start, index);
      tokens.push({ kind: 'word', word, rank: preRelease ? 1 : rankOf(word, letters) });
    } else {
      // `~` sorts below the end (Debian, RPM); in semver the first hyphen opens the pre-release.
      const opens = text[index] === '~' || (semver && !preRelease && text[index] === '-');
      if (opens) tokens.push({ kind: 'word', word: '', rank: -2 });
      preRelease ||= semver && text[index] === '-';
      index++;
    }
  }
  return tokens;
}

function rankOf(word: string, letters: boolean): -1 | 0 | 1 {
  if (PRE_RELEASE.has(word) || (letters && PRE_RELEASE_LETTERS.has(word))) return -1;
  return NEUTRAL.has(word) ? 0 : 1;
}

/** A missing token is the end: equal to zero and to neutral words, above pre-releases, below anything else. */
function compareTokens(a: Token | undefined, b: Token | undefined): number {
  if (a === undefined || b === undefined) {
    if (a === undefined) return b === undefined ? 0 : -signOf(b);
    return signOf(a);
  }
  if (a.kind === 'number' && b.kind === 'number') return compareDigits(a.digits, b.digits);
  if (a.kind === 'number') return 1;
  if (b.kind === 'number') return -1;
  if (a.rank !== b.rank) return Math.sign(a.rank - b.rank);
  return a.word === b.word ? 0 : a.word < b.word ? -1 : 1;
}

function signOf(token: Token): number {
  return token.kind === 'number' ? compareDigits(token.digits, '0') : Math.sign(token.rank);
}

/** A commit hash may begin with a digit, but a version of seven and more characters has a separator. */
function isHash(text: string): boolean {
  let letters = 0;
  for (const char of text) {
    if (char >= 'a' && char <= 'f') letters++;
    else if (!isDigit(char)) return false;
  }
  return text.length >= 7 && letters > 0;
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && char >= 'a' && char <= 'z';
}
