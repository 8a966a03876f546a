import type { Observation } from '#lib/domain/finding/finding.ts';
import { secretContent } from '#lib/domain/identity/identity.ts';
import { credentialValues, isSecretEverywhere } from './credential-values.ts';
import { isDistinctive } from './harmless.ts';
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
  /**
   * A `value` may be encoded in many ways, a `line` is looked for as a report writes it; both wherever they stand. A
   * `word` (a password "root") is secret in its own result only, where it stands alone.
   */
  kind: 'value' | 'line' | 'word';
  /** Of a word: the result's place in the report, `runs[0].results[12]`. */
  position: string;
}

/**
 * What the stored bytes of a report must not keep of one observation: the value of a secret; where the report does not
 * say which part of a line it is, the line and what the texts quote of it; and what a finding about a credential in the
 * code quotes.
 */
export function secretTexts(o: Observation, secretKey: Uint8Array): SecretText[] {
  const { position } = o;
  const found = (text: string, kind: SecretText['kind']): SecretText => {
    return { text, mark: secretMark(secretKey, text), kind, position };
  };
  const values = credentialValues(o);
  if (o.subject.category !== 'secret') {
    return values.map((text) => found(text, isSecretEverywhere(text) ? 'value' : 'word'));
  }
  const value = knownSecret(o.subject.value);
  // Whatever a secret scanner calls a value is one, unless it may be a word of the report itself.
  if (value !== null) return [found(value, value.length >= 16 || isDistinctive(value) ? 'value' : 'word')];
  const lines = linesOf(o).filter((line) => line.trim().length >= SHORTEST_LINE && knownSecret(line) !== null);
  if (lines.length === 0) return [];
  const mark = markOf(secretContent(o, secretKey));
  const words = [o.title, o.message].flatMap((text) => sharedWords(text, lines));
  return [
    ...words.map((text) => found(text, 'line')),
    ...lines.map((line): SecretText => ({ text: line.trim(), mark, kind: 'line', position })),
  ];
}
