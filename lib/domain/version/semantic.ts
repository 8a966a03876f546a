import semver from 'semver';
import { compareDigits } from './digits.ts';

const CORE = /^[v=]?(\d{1,20}(?:\.\d{1,20}){0,3})(.*)$/s;

function partsOf(version: string): { numbers: string[]; rest: string } | null {
  const [, core, rest = ''] = CORE.exec(version.trim()) ?? [];
  return core === undefined ? null : { numbers: core.split('.'), rest };
}

/** Semantic Versioning 2; `1.2` is `1.2.0`. Null where one is no such version. */
export function compareSemantic(a: string, b: string): number | null {
  const [left, right] = [semanticOf(a), semanticOf(b)];
  return left === null || right === null ? null : semver.compare(left, right);
}

function semanticOf(version: string): semver.SemVer | null {
  const parts = partsOf(version);
  if (parts === null || parts.numbers.length > 3) return null;
  const [major, minor = '0', patch = '0'] = parts.numbers;
  return semver.parse(`${major}.${minor}.${patch}${parts.rest}`, { loose: true });
}

const isTail = (rest: string): boolean => rest === '' || rest.startsWith('-') || rest.startsWith('+');

/** NuGet's: semantic, with a fourth number, and without regard to case. */
export function compareNuget(a: string, b: string): number | null {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === null || right === null || !isTail(left.rest) || !isTail(right.rest)) return null;
  for (let index = 0; index < 4; index++) {
    const order = compareDigits(left.numbers[index] ?? '', right.numbers[index] ?? '');
    if (order !== 0) return order;
  }
  return compareSemantic(`0.0.0${left.rest.toLowerCase()}`, `0.0.0${right.rest.toLowerCase()}`);
}
