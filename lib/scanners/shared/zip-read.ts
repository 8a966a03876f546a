import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { LIMITS } from './limits.ts';

/** How many bytes are taken from the source at a time. */
const PIECE = 64 * 1024;

class SourceReader extends yauzl.RandomAccessReader {
  private readonly source: ReportSource;
  constructor(source: ReportSource) {
    super();
    this.source = source;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(pieces(this.source, start, end));
  }
}

async function* pieces(source: ReportSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += PIECE) yield await source.slice(at, Math.min(at + PIECE, end));
}

/** yauzl's messages hold offsets and names from the archive, no content. */
export function zipError(error: unknown): ReportError {
  if (error instanceof ReportError) return error;
  const detail = error instanceof Error ? error.message.slice(0, 200) : 'unreadable';
  return new ReportError(`not a readable zip archive: ${detail}`);
}

/** Where reports keep the scanned source beside their results, one member a file: these say nothing of a bomb. */
const SOURCES = 'src-archive/';

/** The archive and its directory, no longer than the limit allows. */
export async function openArchive(source: ReportSource): Promise<{ zip: ZipFile; entries: Entry[] }> {
  const entries: Entry[] = [];
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    });
    if (zip.entryCount > LIMITS.zipMembers + LIMITS.zipSources) throw tooMany();
    let members = 0;
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (!entry.fileName.startsWith(SOURCES)) members += 1;
      if (members > LIMITS.zipMembers || entries.length - members > LIMITS.zipSources) throw tooMany();
    }
    return { zip, entries };
  } catch (error) {
    throw zipError(error);
  }
}

function tooMany(): ReportError {
  return new ReportError(`the archive has more than the limit of ${LIMITS.zipMembers} members`);
}

/** Inflates one member; `room`: how many bytes it may have. Its declared size and CRC-32 must be true. */
export async function readMember(zip: ZipFile, entry: Entry, room: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const part of stream) {
      const bytes = part as Buffer;
      size += bytes.length;
      if (size > room) throw new ReportError(`the archive inflates to more than the limit of ${LIMITS.zipTotal} bytes`);
      if (size > entry.uncompressedSize) throw new ReportError('a member of the archive is larger than it says');
      parts.push(bytes);
    }
  } catch (error) {
    throw zipError(error);
  }
  if (size !== entry.uncompressedSize) throw new ReportError('a member of the archive is smaller than it says');
  const bytes = Buffer.concat(parts);
  if (crc32(bytes) !== entry.crc32) throw new ReportError('a member of the archive has a wrong checksum');
  return bytes;
}
