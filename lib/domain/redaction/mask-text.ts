import { findSecrets } from './find-secrets.ts';
import { MASK } from './shapes.ts';
import { replaceSpans } from './span.ts';

/** A text that a person wrote, without what looks like a secret in it, and how many there were. */
export function maskText(text: string): { text: string; masked: number } {
  const spans = findSecrets(text);
  return { text: replaceSpans(text, spans, () => MASK), masked: spans.length };
}
