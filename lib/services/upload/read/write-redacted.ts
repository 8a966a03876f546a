import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isOfSecretField } from '#lib/domain/redaction/find-in-field.ts';
import { maySecretBeIn } from '#lib/domain/redaction/find-secrets.ts';
import { HINT, hintsIn, hintsInBytes } from '#lib/domain/redaction/hints.ts';
import type { ReportRedactor } from '#lib/domain/redaction/report-redactor.ts';
import type { Outline, ReportSource } from '#lib/scanners/contract.ts';
import type { IsClean } from '#lib/scanners/shared/json-strings.ts';
import { rewriteTexts } from '#lib/scanners/shared/rewrite-texts.ts';
import { REDACTED_FILE } from './protocol.ts';
import { TokenRules } from './token-rules.ts';

/** Shows the redactor every text of a report. */
export async function noteTexts(source: ReportSource, kind: Outline['kind'], redactor: ReportRedactor): Promise<void> {
  const isKnown = knownTexts();
  const tokens = new TokenRules((token) => redactor.noteToken(token));
  /** The hints of the text that comes next, where they are known: text without escapes has those of its bytes. */
  let known: number | null = null;
  const look = (text: string, place: Parameters<ReportRedactor['note']>[1]): string => {
    const hints = known ?? hintsIn(text);
    known = null;
    redactor.note(text, place, hints);
    if ((hints & HINT.name20) !== 0 && !isKnown(text)) tokens.add(text, hints);
    return text;
  };
  // Nearly all texts are neither decoded nor searched.
  const isClean: IsClean = (bytes, from, to, place) => {
    if ((!place.isKey && isOfSecretField(place.key, place.name)) || redactor.isDropped(place)) return false;
    const hints = hintsInBytes(bytes, from, to);
    if ((hints & (HINT.name20 | HINT.backslash)) === 0 && !maySecretBeIn(hints)) return true;
    known = (hints & HINT.backslash) === 0 ? hints : null;
    return false;
  };
  for await (const _ of rewriteTexts(source, kind, look, isClean, redactor.dropsNumber ?? undefined));
  tokens.flush();
}

/** Texts that come again in a report, so that the rules look at each once. */
const REMEMBERED = 5000;
const LONGEST = 2000;

/** Whether a text was there before; forgets sometimes. */
function knownTexts(): (text: string) => boolean {
  const known = new Set<string>();
  return (text) => {
    if (text.length > LONGEST) return false;
    if (known.has(text)) return true;
    if (known.size >= REMEMBERED) known.clear();
    known.add(text);
    return false;
  };
}

/** Writes the report with a mark in place of each secret. */
export async function writeRedacted(
  source: ReportSource,
  kind: Outline['kind'],
  redactor: ReportRedactor,
  folder: string,
): Promise<void> {
  const isBlank = redactor.dropsNumber ?? undefined;
  const texts = rewriteTexts(source, kind, (text, place) => redactor.redact(text, place), undefined, isBlank);
  await pipeline(texts, createWriteStream(join(folder, REDACTED_FILE), { mode: 0o600 }));
}
