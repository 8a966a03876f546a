import { crc32, deflateRawSync } from 'node:zlib';
import type { Outline, ReportSource } from '#lib/scanners/contract.ts';
import { DEFLATED, writeZip } from './write-zip.ts';
import { openZip } from './zip.ts';

type TextKind = Exclude<Outline['kind'], 'zip'>;

/** By its name and first bytes; null: no text, left as it is. */
function kindOf(name: string, bytes: Buffer): TextKind | null {
  const head = bytes.subarray(0, 4096);
  const isUtf16 = head[0] === 0xff || head[0] === 0xfe;
  if (head.includes(0) && !isUtf16) return null;
  if (/\.(?:xml|fvdl|xhtml|config)$/i.test(name) && /^\s*</.test(head.toString('utf8').replace(/^\uFEFF/, '')))
    return 'xml';
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return 'jsonl';
  return /\.(?:json|sarif)$/i.test(name) ? 'json' : 'text';
}

/**
 * An archive of the same members, each rewritten as what it is.
 * @param rewrite gives back a member's bytes
 */
export async function* rewriteZip(
  source: ReportSource,
  rewrite: (member: ReportSource, kind: TextKind) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const archive = await openZip(source);
  yield* writeZip(members());
  async function* members() {
    for (const name of archive.entries) {
      const bytes = await rewritten(name, await archive.source(name), rewrite);
      const data = deflateRawSync(bytes, { level: 1 });
      yield { name, data, method: DEFLATED, crc: crc32(bytes), inflated: bytes.length };
    }
  }
}

async function rewritten(
  name: string,
  member: ReportSource,
  rewrite: (member: ReportSource, kind: TextKind) => AsyncIterable<Buffer>,
): Promise<Buffer> {
  const bytes = Buffer.from(await member.slice(0, member.size));
  const kind = kindOf(name, bytes);
  if (kind === null || bytes.length === 0) return bytes;
  const parts: Buffer[] = [];
  for await (const part of rewrite(member, kind)) parts.push(part);
  return Buffer.concat(parts);
}
