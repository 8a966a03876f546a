import { type FileHandle, open } from 'node:fs/promises';
import { Fault, messageOf } from '#lib/errors.ts';
import { type EntryKind, entryKindOf } from './manifest.ts';
import { paddingOf, readTarBlock, TAR_BLOCK, type TarHeader } from './tar.ts';

export type ArchiveEntry = EntryKind & {
  size: number;
  /** The report whose bytes this one shares; null: it has its own. */
  link: string | null;
  /** Its bytes in pieces. */
  body: () => AsyncIterable<Buffer>;
};

const PIECE = 1024 * 1024;

/** @throws Fault `unprocessable` */
export function damaged(what: string, options: { cause?: unknown } = {}): Fault {
  return new Fault('unprocessable', `This is not a whole backup of Plumbline: ${what}.`, options);
}

/**
 * The entries of a backup, in their order. Whoever takes one reads its body before the next.
 * @throws Fault `unprocessable` for a damaged file, one cut short, or an entry that no backup has
 */
export async function* readArchive(path: string): AsyncGenerator<ArchiveEntry> {
  const file = await open(path, 'r');
  try {
    const { size: end } = await file.stat();
    for (let at = 0; ; ) {
      const header = await readHeader(file, at, end);
      if (header === null) return;
      at += TAR_BLOCK;
      if (at + header.size + paddingOf(header.size) > end) throw damaged(`it ends within ${shown(header.name)}`);
      yield { ...namesOf(header), size: header.size, body: bodyOf(file, at, header.size) };
      at += header.size + paddingOf(header.size);
    }
  } finally {
    await file.close();
  }
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 100));

function namesOf({ name, link }: TarHeader): EntryKind & { link: string | null } {
  const kind = entryKindOf(name);
  if (kind === null) throw damaged(`it holds ${shown(name)}`);
  if (link === null) return { ...kind, link };
  const target = entryKindOf(link);
  if (kind.kind !== 'report' || target?.kind !== 'report') throw damaged(`${shown(name)} leads to ${shown(link)}`);
  return { ...kind, link: target.blob };
}

async function readHeader(file: FileHandle, at: number, end: number): Promise<TarHeader | null> {
  if (at + TAR_BLOCK > end) throw damaged('its end is missing');
  const block = Buffer.alloc(TAR_BLOCK);
  await readFully(file, block, at);
  try {
    return readTarBlock(block);
  } catch (error) {
    throw damaged(messageOf(error));
  }
}

async function readFully(file: FileHandle, into: Buffer, at: number): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, at + done);
    if (bytesRead === 0) throw damaged('its end is missing');
    done += bytesRead;
  }
}

function bodyOf(file: FileHandle, from: number, size: number): () => AsyncGenerator<Buffer> {
  return async function* () {
    for (let done = 0; done < size; ) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, size - done));
      await readFully(file, piece, from + done);
      done += piece.length;
      yield piece;
    }
  };
}

/** The whole body of an entry that is small. @throws Fault `unprocessable` when it is larger than `most` */
export async function readWhole({ size, body }: Pick<ArchiveEntry, 'size' | 'body'>, most: number): Promise<Buffer> {
  if (size > most) throw damaged('an entry is larger than any that is written');
  const pieces: Buffer[] = [];
  for await (const piece of body()) pieces.push(piece);
  return Buffer.concat(pieces);
}
