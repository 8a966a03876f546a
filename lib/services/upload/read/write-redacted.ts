import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SecretReplacer } from '#lib/domain/redaction/secret-replacer.ts';
import type { ReportSource } from '#lib/scanners/contract.ts';
import { REDACTED_FILE } from './protocol.ts';

const PIECE = 8 * 1024 * 1024;

/** Writes the report with a mark in place of each secret. */
export async function writeRedacted(source: ReportSource, replacer: SecretReplacer, folder: string): Promise<void> {
  await pipeline(redacted(source, replacer), createWriteStream(join(folder, REDACTED_FILE), { mode: 0o600 }));
}

async function* redacted(source: ReportSource, replacer: SecretReplacer): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const chunk of source.chunks()) {
    held += decoder.decode(chunk, { stream: true });
    if (held.length < PIECE + 2 * replacer.longest) continue;
    const { done, rest } = replacer.part(held, held.length - replacer.longest);
    yield done;
    held = rest;
  }
  yield replacer.replace(held + decoder.decode());
}
