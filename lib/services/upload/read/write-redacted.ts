import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { secretMark } from '#lib/domain/secret-mark.ts';
import { secretReplacer } from '#lib/domain/secret-replacer.ts';
import type { ReportSource } from '#lib/scanners/contract.ts';

const FILE = 'redacted';
/** Pieces overlap by this much, so that a value across a border is found: encodings are at most six times as long. */
const OVERLAP_FACTOR = 6;

/** Writes the report with every secret value exchanged for its mark; returns the file's name in the folder. */
export async function writeRedacted(
  source: ReportSource,
  values: ReadonlySet<string>,
  request: { folder: string; secretKey: string },
): Promise<string> {
  const key = Buffer.from(request.secretKey, 'hex');
  const marks = new Map([...values].map((value) => [value, secretMark(key, value)]));
  await pipeline(redacted(source, marks), createWriteStream(join(request.folder, FILE), { mode: 0o600 }));
  return FILE;
}

async function* redacted(source: ReportSource, marks: ReadonlyMap<string, string>): AsyncGenerator<string> {
  const longest = Math.max(...[...marks.keys()].map((value) => value.length)) * OVERLAP_FACTOR;
  const piece = Math.max(8 * 1024 * 1024, longest * 2);
  const replace = secretReplacer(marks);
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
