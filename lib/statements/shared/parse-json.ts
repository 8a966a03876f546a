import { STATEMENT_LIMITS } from '#lib/domain/statement/statement.ts';
import { jsonErrorIndex } from '#lib/scanners/shared/json-error.ts';
import { StatementError } from '../contract.ts';

/**
 * Strict JSON of limited depth in which no object names a member twice: of two members with one name each reader would
 * believe another one. @throws StatementError with line and column
 */
export function parseJson(text: string): unknown {
  if (text.trim() === '') throw new StatementError('The document is empty');
  // Before parsing: what follows may walk the document by recursion.
  const depth = tooDeep(text);
  if (depth !== null) {
    throw new StatementError(
      `The document is nested deeper than ${STATEMENT_LIMITS.depth} levels`,
      placeOf(text, depth),
    );
  }
  const value = parsed(text);
  const twice = repeatedMember(text);
  if (twice !== null) throw new StatementError('The document names a member of one object twice', placeOf(text, twice));
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The runtime's own message quotes the document.
    throw new StatementError('The document is not valid JSON', placeOf(text, jsonErrorIndex(text)));
  }
}

/** From the opening quote of a string to behind its end; to the end of the text where it does not end. */
function behindString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function tooDeep(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const char = text[at];
    if (char === '"') {
      at = behindString(text, at);
      continue;
    }
    if (char === '{' || char === '[') {
      depth += 1;
      if (depth > STATEMENT_LIMITS.depth) return at;
    } else if (char === '}' || char === ']') depth -= 1;
    at += 1;
  }
  return null;
}

/** Where the second member of one name begins, in valid JSON. */
function repeatedMember(text: string): number | null {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text[at];
    if (char === '"') {
      const end = behindString(text, at);
      const names = open.at(-1);
      if (names !== null && names !== undefined && isMember(text, end)) {
        const name: unknown = JSON.parse(text.slice(at, end));
        if (names.has(String(name))) return at;
        names.add(String(name));
      }
      at = end;
      continue;
    }
    if (char === '{') open.push(new Set());
    else if (char === '[') open.push(null);
    else if (char === '}' || char === ']') open.pop();
    at += 1;
  }
  return null;
}

function isMember(text: string, end: number): boolean {
  let at = end;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
  return text[at] === ':';
}

function placeOf(text: string, index: number): string {
  const before = text.slice(0, index);
  const line = before.split('\n').length;
  return `line ${line}, column ${index - before.lastIndexOf('\n')}`;
}
