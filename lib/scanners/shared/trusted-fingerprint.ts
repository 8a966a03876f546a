import type { TrustedFingerprint } from '#lib/domain/finding/finding.ts';
import { LIMITS } from '#lib/domain/finding/normalise.ts';
import { cleanLine, cutText } from '#lib/domain/finding/normalise-text.ts';

/**
 * A fingerprint that is known to be made of content, by its name in the report. The lists are fixed on purpose: guessing
 * from the values of one report would change every key the day the guess flips. Never list what holds a line, a column
 * or a commit.
 */
export interface TrustedName {
  name: string;
  /** The path is not part of the hashed content, so that the fingerprint survives a move to another file. */
  pathFree: boolean;
  /** Behind the last of these characters stands an ordinal, which is given anew when keys are assigned. */
  ordinalAfter?: ':' | '_';
  /** What the values of the known algorithm look like; another's under the same name are not believed. */
  shape?: RegExp;
}

// What scanners write where they have nothing to say.
const PLACEHOLDER = /^(?:requires login|none|null|n\/a|unknown|undefined|0*)$/i;

function withoutOrdinal(value: string, separator: ':' | '_' | undefined): string {
  if (separator === undefined) return value;
  const end = value.lastIndexOf(separator);
  return end > 0 && /^\d{1,9}$/.test(value.slice(end + 1)) ? value.slice(0, end) : value;
}

/** The first fingerprint of the list that the report holds and that says something, or null. */
export function trustedFingerprint(
  written: Readonly<Record<string, unknown>>,
  names: readonly TrustedName[],
): TrustedFingerprint | null {
  for (const { name, pathFree, ordinalAfter, shape } of names) {
    const reported = Object.hasOwn(written, name) ? written[name] : null;
    if (typeof reported !== 'string') continue;
    const clean = cutText(cleanLine(reported), LIMITS.id);
    if (shape !== undefined && !shape.test(clean)) continue;
    const value = withoutOrdinal(clean, ordinalAfter);
    if (!PLACEHOLDER.test(value)) return { value, pathFree };
  }
  return null;
}
