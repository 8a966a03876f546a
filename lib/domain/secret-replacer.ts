import { spellings, writings } from './redact.ts';
import type { SecretText } from './secret-texts.ts';

interface Spelled {
  spelling: string;
  by: string;
}

/** Spellings are looked up by their first characters: many for the long ones, for thousands of tokens begin alike. */
const LONG = 12;
const SHORT = 4;
const BITS = 5;
const HASHES = 2 ** (BITS * SHORT);

/**
 * A function that exchanges every spelling of each text (of at least four characters) for its mark, the longest one first
 * where several begin; nothing else is touched. One pass, however many texts there are.
 */
export function secretReplacer(secrets: Iterable<SecretText>): (text: string) => string {
  const starts = new Uint8Array(HASHES);
  const byStart = new Map<string, Spelled[]>();
  for (const { text, mark, kind } of secrets) {
    const spelled = kind === 'value' ? spellings([text]) : writings(text);
    for (const spelling of spelled) add(byStart, starts, { spelling, by: mark });
  }
  for (const list of byStart.values()) list.sort((a, b) => b.spelling.length - a.spelling.length);
  const find = (text: string, at: number): Spelled | undefined => {
    const begins = (one: Spelled): boolean => text.startsWith(one.spelling, at);
    return (
      byStart.get(text.slice(at, at + LONG))?.find(begins) ?? byStart.get(text.slice(at, at + SHORT))?.find(begins)
    );
  };
  return (text) => {
    let result = '';
    let from = 0;
    let hash = 0;
    for (let end = 0; end < text.length; end += 1) {
      hash = next(hash, text.charCodeAt(end));
      const at = end - SHORT + 1;
      if (at < from || starts[hash] === 0) continue;
      const found = find(text, at);
      if (found === undefined) continue;
      result += text.slice(from, at) + found.by;
      from = at + found.spelling.length;
    }
    return from === 0 ? text : result + text.slice(from);
  };
}

function add(byStart: Map<string, Spelled[]>, starts: Uint8Array, spelled: Spelled): void {
  const { spelling } = spelled;
  if (spelling.length < SHORT) return;
  const start = spelling.slice(0, spelling.length < LONG ? SHORT : LONG);
  const list = byStart.get(start);
  if (list === undefined) byStart.set(start, [spelled]);
  else list.push(spelled);
  let hash = 0;
  for (let at = 0; at < SHORT; at += 1) hash = next(hash, spelling.charCodeAt(at));
  starts[hash] = 1;
}

/** Of the last four characters: older ones are shifted out. */
function next(hash: number, code: number): number {
  return ((hash << BITS) ^ code) & (HASHES - 1);
}
