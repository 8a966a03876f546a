import { compareDigits, comparePackageVersions, isDigit, isLetter, runEnd } from './digits.ts';

/** The order of RPM: epoch, version, release, the last two by `rpmvercmp`. */
export function compareRpm(a: string, b: string): number {
  return comparePackageVersions(a, b, comparePart);
}

const isSeparator = (char: string | undefined): boolean =>
  char !== undefined && !isDigit(char) && !isLetter(char) && char !== '~' && char !== '^';

function comparePart(a: string, b: string): number {
  let [i, j] = [0, 0];
  for (;;) {
    [i, j] = [runEnd(a, i, isSeparator), runEnd(b, j, isSeparator)];
    const [left, right] = [a[i], b[j]];
    const mark = markOrder(left, right);
    if (mark !== null && mark !== 0) return mark;
    if (mark === 0) {
      [i, j] = [i + 1, j + 1];
      continue;
    }
    if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? -1 : 1;
    const is = isDigit(left) ? isDigit : isLetter;
    const [endA, endB] = [runEnd(a, i, is), runEnd(b, j, is)];
    // A number is newer than a word.
    if (endB === j) return is === isDigit ? 1 : -1;
    const order = compareRun(a.slice(i, endA), b.slice(j, endB), is === isDigit);
    if (order !== 0) return order;
    [i, j] = [endA, endB];
  }
}

/** `~` comes before everything, the end too; `^` after the end and before everything else. Null: neither is there. */
function markOrder(a: string | undefined, b: string | undefined): number | null {
  if (a === '~' || b === '~') return a === b ? 0 : a === '~' ? -1 : 1;
  if (a !== '^' && b !== '^') return null;
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a === '^' ? -1 : 1;
}

function compareRun(a: string, b: string, numbers: boolean): number {
  if (numbers) return compareDigits(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}
