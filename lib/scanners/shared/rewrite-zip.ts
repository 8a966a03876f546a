import { crc32, deflateRawSync } from 'node:zlib';
import type { Outline, ReportSource } from '#lib/scanners/contract.ts';
import { openZip } from './zip.ts';

type TextKind = Exclude<Outline['kind'], 'zip'>;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;

interface Written {
  name: Buffer;
  crc: number;
  deflated: number;
  inflated: number;
  offset: number;
}

/** Names, sizes and checksum: the same in both headers of a member. */
function common({ name, crc, deflated, inflated }: Written): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(VERSION, 0);
  head.writeUInt16LE(UTF8_NAMES, 2);
  head.writeUInt16LE(DEFLATED, 4);
  head.writeUInt32LE(crc, 10);
  head.writeUInt32LE(deflated, 14);
  head.writeUInt32LE(inflated, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
}

function signed(signature: number, size = 4): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(signature, 0);
  return bytes;
}

function centralHeader(member: Written): Buffer {
  const made = Buffer.alloc(2);
  made.writeUInt16LE(VERSION, 0);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(member.offset, 10);
  return Buffer.concat([signed(CENTRAL), made, common(member), tail, member.name]);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = signed(END, 22);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** By its name and first bytes; null: no text, left as it is. */
function kindOf(name: string, bytes: Buffer): TextKind | null {
  const head = bytes.subarray(0, 4096);
  const isUtf16 = head[0] === 0xff || head[0] === 0xfe;
  if (head.includes(0) && !isUtf16) return null;
  if (/\.(?:xml|fvdl|xhtml|config)$/i.test(name) && /^\s*</.test(head.toString('utf8').replace(/^\uFEFF/, '')))
    return 'xml';
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
  const members: Written[] = [];
  let offset = 0;
  for (const name of archive.entries) {
    const member = await archive.source(name);
    const bytes = await rewritten(name, member, rewrite);
    const data = deflateRawSync(bytes, { level: 1 });
    const written = {
      name: Buffer.from(name),
      crc: crc32(bytes),
      deflated: data.length,
      inflated: bytes.length,
      offset,
    };
    members.push(written);
    const header = Buffer.concat([signed(LOCAL), common(written), written.name]);
    yield header;
    yield data;
    offset += header.length + data.length;
  }
  const directory = Buffer.concat(members.map(centralHeader));
  yield directory;
  yield endOfDirectory(members.length, directory.length, offset);
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
