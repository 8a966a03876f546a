import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SecretText } from '#lib/domain/secret-texts.ts';
import type { ReportSource } from '#lib/scanners/contract.ts';

const FILE = 'redacted';
/** Pieces overlap by this much, so that a secret across a border is found: encodings are at most six times as long. */
const OVERLAP_FACTOR = 6;

/** Writes the report with every secret exchanged for its mark (by `replace`); returns the file's name in the folder. */
export async function writeRedacted(
  source: ReportSource,
  secrets: readonly SecretText[],
  replace: (text: string) => string,
  folder: string,
): Promise<string> {
  const longest = secrets.reduce((most, { text }) => Math.max(most, text.length), 0) * OVERLAP_FACTOR;
  await pipeline(redacted(source, longest, replace), createWriteStream(join(folder, FILE), { mode: 0o600 }));
  return FILE;
}

async function* redacted(
  source: ReportSource,
  longest: number,
  replace: (text: string) => string,
): AsyncGenerator<string> {
  const piece = Math.max(8 * 1024 * 1024, longest * 2);
  const decoder = new TextDecoder();
  let held = '';
  for await (const chunk of source.chunks()) {
    held += decoder.decode(chunk, { stream: true });
    if (held.length < piece + longest) continue;
    const text = replace(held);
    yield text.slice(0, text.length - longest);
    held = text.slice(text.length - longest);
  }
  yield replace(held + decoder.decode());
}
