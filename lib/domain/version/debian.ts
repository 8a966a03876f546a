import { compareDigits, comparePackageVersions, isDigit, isLetter, runEnd } from './digits.ts';

/** The order of Debian's policy manual, 5.6.12: the one of `dpkg --compare-versions`. */
export function compareDebian(a: string, b: string): number {
  return comparePackageVersions(a, b, comparePart);
}

const isOther = (char: string | undefined): boolean => char !== undefined && !isDigit(char);

/** Characters that are no digits, then digits, in turn. */
function comparePart(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [otherA, otherB] = [runEnd(a, i, isOther), runEnd(b, j, isOther)];
    const words = compareWords(a.slice(i, otherA), b.slice(j, otherB));
    if (words !== 0) return words;
    [i, j] = [runEnd(a, otherA, isDigit), runEnd(b, otherB, isDigit)];
    const numbers = compareDigits(a.slice(otherA, i), b.slice(otherB, j));
    if (numbers !== 0) return numbers;
  }
  return 0;
}

function compareWords(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = weightOf(a[index]) - weightOf(b[index]);
    if (order !== 0) return Math.sign(order);
  }
  return 0;
}

/** A tilde comes before the end, which comes before letters, which come before all others. */
function weightOf(char: string | undefined): number {
  if (char === undefined) return 0;
  if (char === '~') return -1;
  return char.charCodeAt(0) + (isLetter(char) ? 0 : 0x1_0000);
}
