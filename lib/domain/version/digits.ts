/** Order of two numbers of any length, as their digits; no digits are zero. */
export function compareDigits(a: string, b: string): number {
  const left = withoutZeros(a);
  const right = withoutZeros(b);
  if (left.length !== right.length) return left.length < right.length ? -1 : 1;
  return left === right ? 0 : left < right ? -1 : 1;
}

function withoutZeros(digits: string): string {
  let start = 0;
  while (digits[start] === '0') start++;
  return digits.slice(start);
}

export const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';

export const isLetter = (char: string | undefined): boolean =>
  char !== undefined && ((char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z'));

/** Where the run of characters that begins here ends. */
export function runEnd(text: string, from: number, is: (char: string | undefined) => boolean): number {
  let end = from;
  while (is(text[end])) end++;
  return end;
}

/** `1:2.3-4` of Debian and RPM: epoch, what comes after the last hyphen, and what is between. */
function splitPackageVersion(text: string): { epoch: string; version: string; release: string } {
  const colon = text.indexOf(':');
  const rest = text.slice(colon + 1);
  const hyphen = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? '' : text.slice(0, colon),
    version: hyphen < 0 ? rest : rest.slice(0, hyphen),
    release: hyphen < 0 ? '' : rest.slice(hyphen + 1),
  };
}

/** Epochs first, then the other two parts by the rule of the packages. */
export function comparePackageVersions(a: string, b: string, comparePart: (a: string, b: string) => number): number {
  const left = splitPackageVersion(a);
  const right = splitPackageVersion(b);
  return (
    compareDigits(left.epoch, right.epoch) ||
    comparePart(left.version, right.version) ||
    comparePart(left.release, right.release)
  );
}
