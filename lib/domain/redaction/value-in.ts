import { findSecrets } from './find-secrets.ts';
import { isDistinctive, isHarmless } from './harmless.ts';
import { knownSecret } from './redact.ts';
import { MARKS } from './secret-mark.ts';

const MAX_LINES = 500;
const LITERAL = /(["'`])((?:(?!\1)[^\\\n]|\\.){0,4000})\1/g;

/** The texts between quotes, of at least two characters. */
export function literalsIn(text: string): string[] {
  return [...text.matchAll(LITERAL)].map((match) => match[2] ?? '').filter((literal) => literal.length >= 2);
}

/**
 * The value of a secret in the code that a scanner points at; null when nothing tells which part of it is the value.
 * `code`: exactly what is pointed at (`exact`), or the whole line.
 */
function secretValueIn(code: string, exact: boolean): string | null {
  const marks = new Set(code.match(MARKS));
  if (marks.size > 0) return marks.size === 1 ? [...marks].join('') : null;
  if (knownSecret(code) === null || code.length > 20_000) return null;
  const bare = code.trim();
  if (exact && /^[^\s"'`]{6,}$/.test(bare) && !/^[\w$.-]{1,60}[=(]/.test(bare)) return usable(bare);
  const literals = [...new Set(literalsIn(code))].filter((literal) => !isHarmless(literal));
  if (exact && literals.length === 1) return usable(literals[0]);
  const found = findSecrets(code).map(({ start, end }) => code.slice(start, end));
  if (new Set(found).size === 1) return usable(found[0]);
  const distinctive = literals.filter(isDistinctive);
  return found.length === 0 && distinctive.length === 1 ? usable(distinctive[0]) : null;
}

function usable(value: string | undefined): string | null {
  return value === undefined || isHarmless(value) ? null : knownSecret(value);
}

/** The part of a snippet between two columns (from 1, the second one behind the end); null when they do not fit it. */
function codeAt(snippet: string, startColumn: number, endColumn: number): string | null {
  const lines = snippet.replace(/\n$/, '').split('\n', MAX_LINES);
  const last = lines.length - 1;
  const length = lines[last]?.length ?? 0;
  if (lines.length === MAX_LINES || endColumn - 1 > length || (last === 0 && endColumn <= startColumn)) return null;
  // Columns of something else, of the whole statement or in other units, cut words in two.
  if (isInWord(lines[0] ?? '', startColumn - 1) || isInWord(lines[last] ?? '', endColumn - 1)) return null;
  return lines
    .map((line, index) => line.slice(index === 0 ? startColumn - 1 : 0, index === last ? endColumn - 1 : undefined))
    .join('\n');
}

const isInWord = (line: string, at: number): boolean =>
  /^\w\w$/.test(line.slice(Math.max(0, at - 1), at + 1)) && at > 0;

/** A mark is longer than most secrets, so that columns behind it are shifted: the nearest one is meant. */
function markAt(snippet: string, startColumn: number): string | null {
  const marks = [...snippet.matchAll(MARKS)];
  const distance = (at: number): number => Math.abs(at - startColumn + 1);
  const nearest = marks.reduce<RegExpExecArray | null>(
    (best, mark) => (best === null || distance(mark.index) < distance(best.index) ? mark : best),
    null,
  );
  return nearest?.[0] ?? null;
}

/**
 * The value of a secret out of a snippet: its lines with the columns where the secret stands in them, where they are
 * known, or the part itself.
 */
export function secretAt(snippet: string, startColumn: number | null, endColumn: number | null): string | null {
  if (startColumn === null || endColumn === null) return secretValueIn(snippet, false);
  const mark = markAt(snippet, startColumn);
  if (mark !== null) return mark;
  if (!snippet.includes('\n') && snippet.length === endColumn - startColumn) return secretValueIn(snippet, true);
  const code = codeAt(snippet, startColumn, endColumn);
  return code === null ? secretValueIn(snippet, false) : secretValueIn(code, true);
}
