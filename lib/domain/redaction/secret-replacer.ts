import { spellings, writings } from './redact.ts';
import { standsAlone } from './replace-word.ts';
import type { SecretText } from './secret-texts.ts';

/** Spellings are looked up by their first characters: many for the long ones, for thousands of tokens begin alike. */
const LONG = 12;
const SHORT = 4;
const BITS = 5;
const HASHES = 2 ** (BITS * SHORT);

/**
 * Exchanges every spelling of each text (of at least four characters) for its mark, the longest one first where several
 * begin; nothing else is touched. One pass, however many texts there are and however alike they begin.
 */
export class SecretReplacer {
  /** Characters of the longest spelling. */
  readonly longest: number;
  readonly #marks = new Map<string, string>();
  /** Those that are exchanged only where they stand alone. */
  readonly #words = new Set<string>();
  readonly #starts = new Uint8Array(HASHES);
  /** How long the spellings are that begin so, longest first. */
  readonly #lengths = new Map<string, number[]>();

  constructor(secrets: Iterable<Omit<SecretText, 'position'>>) {
    let longest = 0;
    for (const { text, mark, kind } of secrets) {
      for (const spelling of kind === 'value' ? spellings([text]) : writings(text)) {
        if (spelling.length < SHORT) continue;
        if (kind !== 'word') this.#words.delete(spelling);
        else if (!this.#marks.has(spelling)) this.#words.add(spelling);
        this.#add(spelling, mark);
        longest = Math.max(longest, spelling.length);
      }
    }
    for (const lengths of this.#lengths.values()) lengths.sort((a, b) => b - a);
    this.longest = longest;
  }

  replace(text: string): string {
    return this.part(text, text.length).done;
  }

  /** Only what begins before `until`: behind it, something longer may begin than the text shows yet. */
  part(text: string, until: number): { done: string; rest: string } {
    let done = '';
    let from = 0;
    let hash = 0;
    for (let end = 0; end < text.length && end - SHORT + 1 < until; end += 1) {
      hash = next(hash, text.charCodeAt(end));
      const at = end - SHORT + 1;
      if (at < from || this.#starts[hash] === 0) continue;
      const found = this.#find(text, at);
      if (found === null) continue;
      done += text.slice(from, at) + found.mark;
      from = at + found.length;
    }
    const cut = Math.max(from, until);
    return { done: done + text.slice(from, cut), rest: text.slice(cut) };
  }

  #add(spelling: string, mark: string): void {
    this.#marks.set(spelling, mark);
    const start = spelling.slice(0, spelling.length < LONG ? SHORT : LONG);
    const lengths = this.#lengths.get(start);
    if (lengths === undefined) this.#lengths.set(start, [spelling.length]);
    else if (!lengths.includes(spelling.length)) lengths.push(spelling.length);
    let hash = 0;
    for (let at = 0; at < SHORT; at += 1) hash = next(hash, spelling.charCodeAt(at));
    this.#starts[hash] = 1;
  }

  #find(text: string, at: number): { mark: string; length: number } | null {
    for (const start of [LONG, SHORT]) {
      for (const length of this.#lengths.get(text.slice(at, at + start)) ?? []) {
        const found = text.slice(at, at + length);
        const mark = this.#marks.get(found);
        if (mark === undefined || (this.#words.has(found) && !standsAlone(text, at, length))) continue;
        return { mark, length };
      }
    }
    return null;
  }
}

/** Of the last four characters: older ones are shifted out. */
function next(hash: number, code: number): number {
  return ((hash << BITS) ^ code) & (HASHES - 1);
}
