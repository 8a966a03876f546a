import type { Observation } from '#lib/domain/finding/finding.ts';
import { secretContent } from '#lib/domain/identity/identity.ts';
import { knownSecret } from './redact.ts';
import { linesOf } from './redact-observation.ts';
import { markOf, secretMark } from './secret-mark.ts';
import { sharedWords } from './shapes.ts';

/** Shorter lines hold no secret that is worth the name, but words that stand everywhere in a report. */
const SHORTEST_LINE = 8;

export interface SecretText {
  text: string;
  /** What stands in its place: read again, the report gives the same finding. */
  mark: string;
  /** A value may be encoded in many ways; a line is looked for as a report writes it. */
  kind: 'value' | 'line';
}

/**
 * What the stored bytes of a report must not keep of one observation: the value of a secret, or, where the report does
 * not say which part of a line it is, the line and what the texts quote of it.
 */
export function secretTexts(o: Observation, secretKey: Uint8Array): SecretText[] {
  if (o.subject.category !== 'secret') return [];
  const value = knownSecret(o.subject.value);
  if (value !== null) return [{ text: value, mark: secretMark(secretKey, value), kind: 'value' }];
  const lines = linesOf(o).filter((line) => line.trim().length >= SHORTEST_LINE && knownSecret(line) !== null);
  if (lines.length === 0) return [];
  const mark = markOf(secretContent(o, secretKey));
  const words = [o.title, o.message].flatMap((text) => sharedWords(text, lines));
  return [
    ...words.map((text): SecretText => ({ text, mark: secretMark(secretKey, text), kind: 'line' })),
    ...lines.map((line): SecretText => ({ text: line.trim(), mark, kind: 'line' })),
  ];
}
