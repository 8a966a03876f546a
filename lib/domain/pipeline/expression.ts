import { lineAt, type TextNode } from './node.ts';

/** `${{ … }}` in a text. */
export interface Expression {
  /** What stands between the braces. */
  body: string;
  start: number;
  end: number;
}

const MOST = 500;

/** The expressions of a text, in order. */
export function expressionsIn(text: string): Expression[] {
  const found: Expression[] = [];
  for (let at = text.indexOf('${{'); at !== -1 && found.length < MOST; at = text.indexOf('${{', at + 3)) {
    const end = text.indexOf('}}', at + 3);
    if (end === -1) break;
    found.push({ body: text.slice(at + 3, end).trim(), start: at, end: end + 2 });
    at = end;
  }
  return found;
}

const TEXT_ANSWERS = /\b(?:format|join|tojson|fromjson)\s*\($/i;

/** What an expression's value is made of: contexts in lower case with dots, without those that it only compares or tests. */
export function valuesOf(body: string): string[] {
  const bare = body
    .slice(0, 1000)
    .replace(/'(?:[^']|'')*'/g, (literal) => (/^'[\w-]+'$/.test(literal) ? literal : "''"));
  const found: string[] = [];
  for (const match of bare.matchAll(/[A-Za-z_][\w-]*(?:\s*\.\s*(?:[\w-]+|\*)|\s*\[\s*(?:'[\w-]+'|\d+|\*)\s*\])*/g)) {
    const [context] = match;
    const before = bare.slice(0, match.index);
    const after = bare.slice(match.index + context.length).trimStart();
    if (/^\(/.test(after) || /'\s*$/.test(before)) continue;
    const isCompared = /^(?:[=!]=|[<>])/.test(after) || /(?:[=!]=|[<>]=?|!)\s*$/.test(before);
    // The left side of && is the value only where it counts as false.
    if (isCompared || /^&&/.test(after) || isTested(before)) continue;
    found.push(contextOf(context));
  }
  return found;
}

/** Whether a place lies in the arguments of a function whose answer is a yes, a no, or a hash. */
function isTested(before: string): boolean {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    if (before[at] === ')') depth += 1;
    if (before[at] !== '(') continue;
    if (depth > 0) depth -= 1;
    else if (/\w\s*\($/.test(before.slice(0, at + 1)) && !TEXT_ANSWERS.test(before.slice(0, at + 1))) return true;
  }
  return false;
}

function contextOf(written: string): string {
  return written
    .replace(/\s+/g, '')
    .replace(/\[(?:'([\w-]+)'|(\d+|\*))\]/g, (_, name: string | undefined) => `.${name ?? '*'}`)
    .toLowerCase();
}

/** Where an expression of a text stands in the file. */
export const lineOfExpression = (text: TextNode, { start }: Expression): number => lineAt(text, start);
