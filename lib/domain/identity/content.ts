import type { Location, Observation } from '#lib/domain/finding/finding.ts';

interface NumberedLine {
  number: number;
  code: string;
}

const NUMBERED = /^[ \t>*]{0,20}(\d{1,9})(?:[ \t]*[:|][ \t]?|[ \t]+|$)/;

/** Lines with the numbers that some scanners print before them; null when they are not numbers of lines. */
function numberedLines(lines: readonly string[], place: Location): NumberedLine[] | null {
  const result: NumberedLine[] = [];
  for (const line of lines) {
    const match = NUMBERED.exec(line);
    if (match === null) {
      if (line.trim() === '') continue;
      return null;
    }
    const number = Number(match[1]);
    const previous = result.at(-1);
    if (previous !== undefined && number !== previous.number + 1) return null;
    result.push({ number, code: line.slice(match[0].length) });
  }
  const [first] = result;
  if (first === undefined) return null;
  // One line that begins with a number may be code; it is a line number where it agrees with the place.
  if (result.length === 1 && first.number !== place.startLine) return null;
  return result;
}

/** The lines that are meant, without the context around them, where the snippet's own numbers tell. */
function markedCode(numbered: readonly NumberedLine[], place: Location): string[] {
  const from = place.startLine;
  if (from !== null) {
    const to = place.endLine ?? from;
    const marked = numbered.filter((line) => line.number >= from && line.number <= to).map((line) => line.code);
    if (marked.some((code) => code.trim() !== '')) return marked;
  }
  return numbered.map((line) => line.code);
}

const PLACEHOLDER = /^(?:requires login|redacted|n\/a|null|none)$/i;

/** The code itself: no line numbers, no context, white space collapsed, no blank lines. Null when nothing is left. */
export function snippetContent(place: Location | undefined): string | null {
  if (place === undefined || place.snippet === null) return null;
  let lines = place.snippet.split('\n');
  if (/^[ \t>*]*\d/.test(place.snippet)) {
    const numbered = numberedLines(lines, place);
    if (numbered !== null) lines = markedCode(numbered, place);
  }
  const code = lines
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
  return code === '' || PLACEHOLDER.test(code) ? null : code;
}

const LINE_WORDS = /\b(lines?|columns?|col|ln|L) ?[:#]? ?\d{1,9}(?: ?(?:-|to|and|,) ?\d{1,9})?/gi;
const POSITION_SUFFIX = /:\d{1,9}(?::\d{1,9})?\b/g;
const POSITION_PAIR = /[([]\d{1,9} ?[,:] ?\d{1,9}[)\]]/g;
const TEMPORARY =
  /(?:\/private)?\/(?:tmp|var\/tmp|var\/folders)\/[^\s'"`,;)]{1,1000}|[A-Za-z]:\\[^\s'"`]{0,500}\\Temp\\[^\s'"`,;)]{1,500}/g;

/** The message without what varies between two runs: lines, columns, temporary paths. Numbers that mean something stay. */
export function messageContent(o: Observation): string {
  let text = o.message === '' ? o.title : o.message;
  if (/\d/.test(text)) {
    text = text.replace(LINE_WORDS, '$1 #').replace(POSITION_SUFFIX, ':#').replace(POSITION_PAIR, '(#)');
    // "has 83 lines, 50 allowed": the same problem when the function grows by one line.
    if (o.subject.category === 'quality') text = text.replace(/\d+/g, '#');
  }
  return text.replace(TEMPORARY, '#').replace(/\s+/g, ' ').trim();
}
