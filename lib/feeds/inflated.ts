import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ReportSource } from '#lib/scanners/contract.ts';
import { FeedError } from './contract.ts';
import { FEED_LIMITS } from './limits.ts';

/**
 * The bytes of a file that may be packed with gzip, as feeds are published; known by its first two bytes.
 * @param most bytes that it may hold
 */
export async function inflated(source: ReportSource, most: number = FEED_LIMITS.bytes): Promise<ReportSource> {
  const [first, second] = await source.slice(0, 2);
  const packed = first === 0x1f && second === 0x8b;
  return { ...source, chunks: () => (packed ? gunzipped(source, most) : counted(source.chunks(), most)) };
}

async function* gunzipped(source: ReportSource, most: number): AsyncGenerator<Uint8Array> {
  const plain = createGunzip();
  const packed = Readable.from(source.chunks(), { objectMode: false });
  packed.on('error', (error) => plain.destroy(error));
  packed.pipe(plain);
  try {
    yield* counted(plain, most);
  } catch (error) {
    if (isZlib(error)) throw new FeedError('The file is cut off or damaged: it cannot be unpacked to its end.');
    throw error;
  } finally {
    plain.destroy();
  }
}

const isZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');

async function* counted(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) {
      throw new FeedError(`The file holds more than ${most} bytes, far more than the feed has.`);
    }
    yield chunk;
  }
}
