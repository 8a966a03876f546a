import { crc32, inflateRawSync } from 'node:zlib';
import yauzl, { type Entry } from 'yauzl';
import type { ReportSource } from '#lib/scanners/contract.ts';
import { FeedError, type InvalidRows } from './contract.ts';
import { FEED_LIMITS } from './limits.ts';

const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER = 30;
/** Up to here a member may be compressed however much. */
const SMALL = 1024 * 1024;
/** The directory is read in pieces of this size: it has some hundred bytes for each of a hundred thousand members. */
const PIECE = 1024 * 1024;

type ReadDone = (error: Error | null, bytesRead?: number) => void;

/** Reads the directory from memory, a piece at a time, in place of a stream for each entry. */
class PieceReader extends yauzl.RandomAccessReader {
  readonly #source: ReportSource;
  #piece: Uint8Array = new Uint8Array();
  #start = 0;
  constructor(source: ReportSource) {
    super();
    this.#source = source;
  }
  override read(buffer: Buffer, offset: number, length: number, position: number, done: ReadDone): void {
    this.#take(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        done(null, bytes.length);
      },
      (error: Error) => done(error),
    );
  }
  async #take(position: number, length: number): Promise<Uint8Array> {
    if (position < this.#start || position + length > this.#start + this.#piece.length) {
      this.#piece = await this.#source.slice(position, Math.min(this.#source.size, position + Math.max(length, PIECE)));
      this.#start = position;
    }
    return this.#piece.subarray(position - this.#start, position - this.#start + length);
  }
}

/** One member: a record, by the name that it has in the archive. */
export interface Member {
  name: string;
  text: string;
}

/**
 * The records of an archive as OSV publishes one for each ecosystem: a member each, in the order of its directory. Names are
 * never paths of ours. @throws FeedError for what makes the whole archive worthless
 */
export async function* archiveMembers(source: ReportSource, invalid: InvalidRows): AsyncGenerator<Member> {
  const zip = await yauzl
    .fromRandomAccessReaderPromise(new PieceReader(source), source.size, {
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    })
    .catch(unreadable);
  if (zip.entryCount > FEED_LIMITS.members) {
    throw new FeedError(`The archive has more than ${FEED_LIMITS.members} members.`);
  }
  const entries = zip.eachEntry()[Symbol.asyncIterator]();
  const room = Math.min(FEED_LIMITS.total, Math.max(FEED_LIMITS.bytes, source.size * FEED_LIMITS.ratio));
  let total = 0;
  while (true) {
    const { value: entry, done } = await entries.next().catch(unreadable);
    if (done === true) return;
    if (entry.fileName.endsWith('/')) continue;
    total += entry.uncompressedSize;
    if (total > room)
      throw new FeedError(`The archive inflates to more than ${room} bytes, far more than the feed has.`);
    const text = await textOf(source, entry);
    if (text === null) invalid.add(shown(entry), `it is larger than ${FEED_LIMITS.member} bytes`);
    else yield { name: shown(entry), text };
  }
}

/** A name of the archive, fit for a line of a list. */
const shown = ({ fileName }: Entry): string => fileName.replaceAll(/\p{Cc}/gu, '').slice(-100);

/** @returns null for one that is larger than a record can be */
async function textOf(source: ReportSource, entry: Entry): Promise<string | null> {
  const { compressionMethod: method, uncompressedSize: size, compressedSize: packed, fileName } = entry;
  if (entry.isEncrypted() || (method !== STORED && method !== DEFLATED)) {
    throw new FeedError('The archive is encrypted, or packed in another way than zip archives usually are.');
  }
  if (size > SMALL && size > packed * FEED_LIMITS.ratio) {
    throw new FeedError(`A member of the archive is compressed more than ${FEED_LIMITS.ratio} : 1, as no record is.`);
  }
  if (size > FEED_LIMITS.member || packed > FEED_LIMITS.member) return null;
  const start = entry.relativeOffsetOfLocalHeader;
  const guess = LOCAL_HEADER + entry.fileNameLength + entry.extraFieldLength;
  let bytes = Buffer.from(await source.slice(start, Math.min(source.size, start + guess + packed)));
  if (bytes.length < LOCAL_HEADER) throw damaged(fileName);
  const data = LOCAL_HEADER + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
  // The name and the further fields may be longer here than in the directory.
  if (data + packed > bytes.length) {
    bytes = Buffer.from(await source.slice(start, Math.min(source.size, start + data + packed)));
  }
  const plain = inflate(bytes.subarray(data, data + packed), entry);
  if (plain === null || plain.length !== size || crc32(plain) !== entry.crc32) throw damaged(fileName);
  return plain.toString('utf8');
}

function inflate(bytes: Buffer, { compressionMethod, uncompressedSize }: Entry): Buffer | null {
  if (compressionMethod === STORED) return bytes;
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, uncompressedSize) });
  } catch {
    return null;
  }
}

function damaged(name: string): FeedError {
  return new FeedError(
    `The archive is damaged: ${name.replaceAll(/\p{Cc}/gu, '').slice(-100)} is not what its directory says.`,
  );
}

/** The messages of the library hold offsets and names from the archive, no content. */
function unreadable(error: unknown): never {
  if (error instanceof FeedError) throw error;
  const detail = error instanceof Error ? error.message.replaceAll(/\p{Cc}/gu, '').slice(0, 150) : 'unreadable';
  throw new FeedError(`The archive is cut off, damaged or not to be trusted: ${detail}.`);
}
