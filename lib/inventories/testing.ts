import { crc32 } from 'node:zlib';
import type { Judgement } from '#lib/domain/privilege/judge.ts';
import type { ReportSource } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { writeZip } from '#lib/scanners/shared/write-zip.ts';
import { MANIFEST } from './shared/manifest.ts';

/** Rules by what became of them. For tests. */
export function rulesOf({ rules }: Judgement) {
  const of = (wanted: string): string[] => [...rules].filter(([, state]) => state === wanted).map(([rule]) => rule);
  return { pass: of('pass'), fail: of('fail'), unknown: of('unknown') };
}

/** A vendor's own files, as the door packs them. For tests. */
export async function exportOf(manifest: object, files: Readonly<Record<string, string>>): Promise<ReportSource> {
  const all = { [MANIFEST]: JSON.stringify({ schema: 'inventory/v1', ...manifest }), ...files };
  const members = Object.entries(all).map(([name, text]) => {
    const data = Buffer.from(text);
    return { name, data, method: 0, crc: crc32(data), inflated: data.length };
  });
  const parts: Buffer[] = [];
  for await (const part of writeZip(members)) parts.push(part);
  return sourceFromBytes(Buffer.concat(parts));
}
