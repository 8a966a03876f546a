/** A part of a text that is secret, by the indexes of its first character and of the one behind its last. */
export interface Span {
  start: number;
  end: number;
}

/** In order, overlapping ones joined. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
}

/** `spans`: in order, none overlapping. */
export function replaceSpans(text: string, spans: readonly Span[], replacement: (value: string) => string): string {
  let result = '';
  let from = 0;
  for (const { start, end } of spans) {
    result += text.slice(from, start) + replacement(text.slice(start, end));
    from = end;
  }
  return result + text.slice(from);
}

const NONE: readonly Span[] = [];

/**
 * Finds the first group of a pattern, or all of the match where it has none or its groups have names. Asking first whether there is a match costs
 * a tenth of asking for all, and nearly all texts have none.
 */
export class SpanFinder {
  readonly #once: RegExp;
  readonly #all: RegExp;

  constructor(pattern: RegExp) {
    this.#once = pattern;
    this.#all = new RegExp(pattern.source, `${pattern.flags}g`);
  }

  find(text: string, is: (value: string, match: RegExpExecArray) => boolean = () => true): readonly Span[] {
    if (!this.#once.test(text)) return NONE;
    const spans: Span[] = [];
    for (const match of text.matchAll(this.#all)) {
      const value = match.groups === undefined ? (match[1] ?? match[0]) : match[0];
      if (!is(value, match)) continue;
      const start = match.index + match[0].lastIndexOf(value);
      spans.push({ start, end: start + value.length });
    }
    return spans;
  }
}
