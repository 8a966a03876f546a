import { type CodeLines, numberedLines } from '#lib/domain/finding/code-lines.ts';
import type { Location, Observation } from '#lib/domain/finding/finding.ts';
import { asUnreadable } from '#lib/domain/finding/normalise-text.ts';

/** The lines that are meant, without the context around them, where the snippet's own numbers tell. */
function markedCode(numbered: readonly CodeLines[], place: Location): string[] {
  const from = place.startLine;
  if (from !== null) {
    const to = place.endLine ?? from;
    const marked = numbered.filter(({ line }) => line >= from && line <= to).map(({ text }) => text);
    if (marked.some((code) => code.trim() !== '')) return marked;
  }
  return numbered.map(({ text }) => text);
}

const PLACEHOLDER = /^(?:requires login|redacted|n\/a|null|none)$/i;

/** The code itself: no line numbers, no context, white space collapsed, no blank lines. Null when nothing is left. */
export function snippetContent(place: Location | undefined): string | null {
  if (place === undefined || place.snippet === null) return null;
  const snippet = asUnreadable(place.snippet);
  let lines = snippet.split('\n');
  if (/^[ \t>*]*\d/.test(snippet)) {
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
