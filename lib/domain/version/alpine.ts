import { compareDigits, isDigit, isLetter, runEnd } from './digits.ts';

/** Words behind an underscore; those before the release itself come before it. */
const SUFFIXES = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];
const PLAIN = { rank: SUFFIXES.indexOf(''), digits: '' };

interface Version {
  numbers: string[];
  letter: string;
  suffixes: { rank: number; digits: string }[];
  revision: string;
}

/** The order of `apk version`; null where one is no version of Alpine's. */
export function compareAlpine(a: string, b: string): number | null {
  const left = parse(a);
  const right = parse(b);
  if (left === null || right === null) return null;
  return (
    compareNumbers(left.numbers, right.numbers) ||
    compareText(left.letter, right.letter) ||
    compareSuffixes(left.suffixes, right.suffixes) ||
    compareDigits(left.revision, right.revision)
  );
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index], b[index]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    // Behind the first, a number that begins with a zero is a fraction: 1.05 comes before 1.1.
    const fraction = index > 0 && (left.startsWith('0') || right.startsWith('0'));
    const order = fraction ? compareText(left, right) : compareDigits(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

function compareSuffixes(a: Version['suffixes'], b: Version['suffixes']): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index] ?? PLAIN, b[index] ?? PLAIN];
    const order = Math.sign(left.rank - right.rank) || compareDigits(left.digits, right.digits);
    if (order !== 0) return order;
  }
  return 0;
}

/** `1.2.3b_rc1_p2~0123abc-r4` */
function parse(text: string): Version | null {
  const [head = '', revision = '', ...more] = text.split('-r');
  if (more.length > 0 || runEnd(revision, 0, isDigit) !== revision.length) return null;
  const [body = ''] = head.split('~');
  const [plain = '', ...words] = body.split('_');
  const letter = isLetter(plain.at(-1)) ? (plain.at(-1) ?? '') : '';
  const numbers = plain.slice(0, plain.length - letter.length).split('.');
  if (numbers.some((number) => number === '' || runEnd(number, 0, isDigit) !== number.length)) return null;
  const suffixes = words.map((word) => {
    const end = runEnd(word, 0, isLetter);
    const digits = word.slice(end);
    const rank = runEnd(digits, 0, isDigit) === digits.length && end > 0 ? SUFFIXES.indexOf(word.slice(0, end)) : -1;
    return { rank, digits };
  });
  return suffixes.some(({ rank }) => rank < 0) ? null : { numbers, letter, suffixes, revision };
}
