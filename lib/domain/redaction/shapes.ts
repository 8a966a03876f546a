import { findSecrets } from './find-secrets.ts';
import { isDistinctive } from './harmless.ts';
import { replaceSpans } from './span.ts';

/** What stands where a secret stood. */
export const MASK = '●●●●';

const mask = (): string => MASK;

/** Masks everything that looks like a secret, whoever reported it. Linear in the length of the text. */
export function redactShapes(text: string): string {
  const spans = findSecrets(text);
  return spans.length === 0 ? text : replaceSpans(text, spans, mask);
}

/** Of a sentence that quotes a document which is not understood: also every quoted text that is no plain word. */
export function redactReason(text: string): string {
  return redactShapes(text).replace(/"([^"\\]{8,1000})"/g, (whole, quoted: string) =>
    isDistinctive(quoted) ? `"${MASK}"` : whole,
  );
}

const LITERAL = /(["'`])(?:(?!\1)[^\\\n]|\\.){1,1000}\1/g;

/** A run of characters that a value could be made of. */
const WORD = /[^\s"'`<>(),;:=]{6,1000}/g;

/**
 * Masks what a text has in common with the lines that a secret stands on: for reports that do not say which part of the
 * line is the value, but quote it. Words without a digit stay: they are the ones that explain.
 */
export function redactShared(text: string, lines: readonly string[]): string {
  const quotes = text.replace(LITERAL, (quoted, quote: string) =>
    lines.some((line) => line.includes(quoted.slice(1, -1))) ? quote + MASK + quote : quoted,
  );
  return sharedWords(quotes, lines).reduce((rest, word) => rest.replaceAll(word, MASK), quotes);
}

/** Words of a text, with a digit in them, that stand on one of the lines too; the longest first. */
export function sharedWords(text: string, lines: readonly string[]): string[] {
  const words = (text.match(WORD) ?? []).map((word) => word.replace(/[.!?]+$/, ''));
  return words
    .filter((word) => word.length >= 6 && /\d/.test(word) && lines.some((line) => line.includes(word)))
    .sort((a, b) => b.length - a.length);
}

/** Masks every quoted text: for rules about hard-coded credentials, where the quoted text is the finding. */
export function redactLiterals(text: string): string {
  return text.replace(LITERAL, `$1${MASK}$1`);
}
