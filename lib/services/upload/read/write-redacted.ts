import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReportRedactor } from '#lib/domain/redaction/report-redactor.ts';
import type { Outline, ReportSource } from '#lib/scanners/contract.ts';
import { rewriteTexts } from '#lib/scanners/shared/rewrite-texts.ts';
import { REDACTED_FILE } from './protocol.ts';
import { TokenRules } from './token-rules.ts';

/** Shows the redactor every text of a report. */
export async function noteTexts(source: ReportSource, kind: Outline['kind'], redactor: ReportRedactor): Promise<void> {
  const tokens = new TokenRules((token) => redactor.noteToken(token));
  const look = (text: string, place: Parameters<ReportRedactor['note']>[1]): string => {
    if (redactor.note(text, place)) tokens.add(text);
    return text;
  };
  for await (const _ of rewriteTexts(source, kind, look));
  tokens.flush();
}

/** Writes the report with a mark in place of each secret. */
export async function writeRedacted(
  source: ReportSource,
  kind: Outline['kind'],
  redactor: ReportRedactor,
  folder: string,
): Promise<void> {
  const texts = rewriteTexts(source, kind, (text, place) => redactor.redact(text, place));
  await pipeline(texts, createWriteStream(join(folder, REDACTED_FILE), { mode: 0o600 }));
}
