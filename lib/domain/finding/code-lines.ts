import { cutText } from './normalise-text.ts';

/** Lines of a file as a report shows them. */
export interface CodeLines {
  /** Number of the first one, from 1. */
  line: number;
  text: string;
}

/** What is kept of the code around a match: lines, UTF-16 units of one line, and of all. */
export const EXCERPT = { lines: 12, width: 300, length: 2000 } as const;

interface Span {
  startLine: number | null;
  endLine: number | null;
}

/**
 * The lines around those of `place`, as many before as after them. Null where the code does not reach there, and where
 * a line that is meant is too long: its own snippet shows more of it.
 */
export function excerptOf({ line, text }: CodeLines, place: Span): CodeLines | null {
  const all = text.replace(/\n$/, '').split('\n');
  const end = line + all.length - 1;
  const start = place.startLine;
  if (start === null || start < line || start > end) return null;
  const last = Math.min(Math.max(place.endLine ?? start, start), end);
  if (all.slice(start - line, last - line + 1).some((each) => each.length > EXCERPT.width)) return null;
  const before = Math.floor(Math.max(0, EXCERPT.lines - (last - start + 1)) / 2);
  const from = Math.max(line, Math.min(start - before, end - EXCERPT.lines + 1));
  const lines = all.slice(from - line, from - line + EXCERPT.lines).map((each) => cutText(each, EXCERPT.width));
  return shortened({ line: from, lines }, start, last);
}

/** Without the lines farthest from those that are meant, until the rest is short enough. */
function shortened({ line, lines }: { line: number; lines: string[] }, start: number, last: number): CodeLines {
  let from = line;
  while (lines.length > 1 && lengthOf(lines) > EXCERPT.length) {
    if (from < start && start - from >= from + lines.length - 1 - last) {
      lines.shift();
      from += 1;
    } else lines.pop();
  }
  return { line: from, text: lines.join('\n') };
}

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, each) => sum + each.length + 1, -1);

const NUMBERED = /^[ \t>*]{0,20}(\d{1,9})(?:[ \t]*[:|][ \t]?|[ \t]+|$)/;

/** Lines with the numbers that some scanners print before them, taken apart; null when they are no numbers of lines. */
export function numberedLines(lines: readonly string[], { startLine }: Pick<Span, 'startLine'>): CodeLines[] | null {
  const result: CodeLines[] = [];
  for (const each of lines) {
    const match = NUMBERED.exec(each);
    if (match === null) {
      if (each.trim() === '') continue;
      return null;
    }
    const line = Number(match[1]);
    const previous = result.at(-1);
    if (previous !== undefined && line !== previous.line + 1) return null;
    result.push({ line, text: each.slice(match[0].length) });
  }
  const [first] = result;
  if (first === undefined) return null;
  // One line that begins with a number may be code; it is a line number where it agrees with the place.
  if (result.length === 1 && first.line !== startLine) return null;
  return result;
}

interface Shown extends Span {
  snippet: string | null;
  around?: CodeLines;
}

/** The code to show of a place, with the number of its first line where that is known; null where the report has none. */
export function shownCode(place: Shown): { line: number | null; text: string } | null {
  const { around, snippet, startLine } = place;
  if (around !== undefined) return around;
  if (snippet === null) return null;
  const numbered = /^[ \t>*]*\d/.test(snippet) ? numberedLines(snippet.split('\n'), place) : null;
  const [first] = numbered ?? [];
  if (!numbered || first === undefined) return { line: startLine, text: snippet };
  return { line: first.line, text: numbered.map(({ text }) => text).join('\n') };
}
