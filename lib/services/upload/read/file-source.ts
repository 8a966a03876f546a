import { createReadStream, createWriteStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createZstdDecompress, zstdDecompress } from 'node:zlib';
import type { ReportSource } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';

const IN_MEMORY = 32 * 1024 * 1024;
const CHUNK = 1024 * 1024;
const decompress = promisify(zstdDecompress);

/** Opens a stored blob for reading more than once: small ones in memory, large ones as a plain file at `scratch`. */
export async function openBlob(
  path: string,
  bytes: number,
  filename: string | null,
  scratch: string,
): Promise<ReportSource> {
  if (bytes <= IN_MEMORY) {
    return sourceFromBytes(await decompress(await readFile(path), { maxOutputLength: IN_MEMORY * 2 }), filename, CHUNK);
  }
  await pipeline(createReadStream(path), createZstdDecompress(), createWriteStream(scratch, { mode: 0o600 }));
  return fileSource(scratch, filename);
}

/** A plain file as a report. */
export async function fileSource(path: string, filename: string | null): Promise<ReportSource> {
  // Not the size that was delivered: redaction marks differ in length from the secrets.
  const { size } = await stat(path);
  return {
    size,
    filename,
    chunks: () => createReadStream(path, { highWaterMark: CHUNK }),
    async slice(start, end) {
      const handle = await open(path, 'r');
      try {
        const buffer = Buffer.alloc(Math.max(0, Math.min(end, size) - start));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
  };
}
