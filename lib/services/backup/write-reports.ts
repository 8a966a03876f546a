import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Transaction } from '#db/client.ts';
import { readBlobNames } from '#db/queries/backup.ts';
import type { BlobStore } from '#lib/blobs/file-store.ts';
import { codeOf } from '#lib/errors.ts';
import type { ArchiveWriter } from './archive-writer.ts';
import type { BackupManifest } from './manifest.ts';
import { reportEntry } from './manifest.ts';

const BATCH = 1000;
const PIECE = 1024 * 1024;

export type WrittenReports = Omit<BackupManifest['reports'], 'sha256'>;

/**
 * Adds the bytes of every report that the transaction's state of the database refers to. Those that are exchanged for
 * masked ones meanwhile are taken whole, as they were or as they are.
 */
export async function writeReports(
  archive: ArchiveWriter,
  tx: Transaction,
  blobs: BlobStore,
): Promise<BackupManifest['reports']> {
  const hash = createHash('sha256');
  /** Files with several names, by their number on the disk. */
  const shared = new Map<string, string>();
  const written: WrittenReports = { files: 0, links: 0, bytes: 0, missing: 0 };
  for await (const rows of readBlobNames(tx, BATCH)) {
    for (const { blob } of rows) {
      const file = await openIfThere(blobs.pathOf(blob));
      if (file === null) {
        written.missing += 1;
        continue;
      }
      try {
        const { size, dev, ino, nlink } = await file.stat();
        const known = nlink > 1 ? shared.get(`${dev}:${ino}`) : undefined;
        if (known !== undefined) {
          await archive.link(reportEntry(blob), reportEntry(known));
          hash.update(`${blob} ${known}\n`);
          written.links += 1;
          continue;
        }
        if (nlink > 1) shared.set(`${dev}:${ino}`, blob);
        const own = createHash('sha256');
        await archive.add(reportEntry(blob), size, hashed(piecesOf(file, size), own));
        hash.update(`${blob} ${own.digest('hex')}\n`);
        written.files += 1;
        written.bytes += size;
      } finally {
        await file.close();
      }
    }
  }
  return { ...written, sha256: hash.digest('hex') };
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function* piecesOf(file: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, size - at));
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}

async function* hashed(
  pieces: AsyncIterable<Buffer>,
  hash: { update: (bytes: Buffer) => unknown },
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}
