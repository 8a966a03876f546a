import type { Observation } from './finding.ts';
import { secretContent } from './identity.ts';
import { knownSecret } from './redact.ts';
import { sharedWords } from './redact-shapes.ts';
import { markOf, secretMark } from './secret-mark.ts';

/** Shorter lines hold no secret that is worth the name, but words that stand everywhere in a report. */
const SHORTEST_LINE = 8;

/**
 * What the stored bytes of a report must not keep of one observation, with what stands there instead: the value of a
 * secret, or, where the report does not say which part of a line it is, the line and what the texts quote of it. Read
 * again, they give the same finding.
 */
export function secretTexts(o: Observation, secretKey: Uint8Array): ReadonlyMap<string, string> {
  if (o.subject.category !== 'secret') return new Map();
  const value = knownSecret(o.subject.value);
  if (value !== null) return new Map([[value, secretMark(secretKey, value)]]);
  const lines = [o.subject.match, ...o.locations.map((place) => place.snippet)].filter(
    (line): line is string => line !== null && line.trim().length >= SHORTEST_LINE && knownSecret(line) !== null,
  );
  if (lines.length === 0) return new Map();
  const mark = markOf(secretContent(o, secretKey));
  const words = [o.title, o.message].flatMap((text) => sharedWords(text, lines));
  return new Map([
    ...words.map((word) => [word, secretMark(secretKey, word)] as const),
    ...lines.map((line) => [line.trim(), mark] as const),
  ]);
}
