import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { dayOf } from '#lib/domain/time.ts';

/** Where the bytes of uploads live: zstd files below `DATA_DIR/blobs`, named by day and a random id. */
export interface BlobStore {
  /** Writes and syncs; when it returns the bytes survive a power cut. */
  put(source: Readable, through: readonly Transform[], now: Date): Promise<{ name: string; storedBytes: number }>;
  /** The bytes as they were put. */
  read(name: string): Readable;
  /** Exchanges the bytes under a name for those of a plain file, all or nothing. */
  replaceWithFile(name: string, path: string): Promise<void>;
  /** Gives `name` the very bytes of `of`, without copying them. */
  share(of: string, name: string): Promise<void>;
  /** The zstd file of a blob, for a reader on the same disk. */
  pathOf(name: string): string;
  remove(name: string): Promise<void>;
  /** Names of blobs last written before `before`, of the days (`2026-03-02`) that `isDue` names. */
  list(before: Date, isDue?: (day: string) => boolean): AsyncIterable<string>;
}

const compressor = () => createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const NAME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}\/[0-9a-f-]{36}$/;
const PARTIAL = /^[0-9a-f-]{36}\.([0-9a-f-]{36}\.)?partial$/;

export function fileStore(root: string): BlobStore {
  const pathOf = (name: string): string => {
    if (!NAME.test(name)) throw new Error(`not the name of a blob: ${name}`);
    return join(root, name);
  };

  async function write(name: string, source: Readable, through: readonly Transform[]): Promise<number> {
    const target = pathOf(name);
    // Concurrent writes of one blob must not share a temporary file.
    const partial = `${target}.${randomUUID()}.partial`;
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    try {
      await pipeline([source, ...through, compressor(), createWriteStream(partial, { mode: 0o600, flush: true })]);
      await rename(partial, target);
      await syncFolder(dirname(target));
      return (await stat(target)).size;
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  return {
    pathOf,
    replaceWithFile: async (name, path) => void (await write(name, createReadStream(path), [])),
    async share(of, name) {
      const partial = `${pathOf(name)}.${randomUUID()}.partial`;
      await link(pathOf(of), partial);
      await rename(partial, pathOf(name));
    },
    async put(source, through, now) {
      const name = `${dayOf(now)}/${randomUUID()}`;
      return { name, storedBytes: await write(name, source, through) };
    },
    read(name) {
      const file = createReadStream(pathOf(name));
      const plain = createZstdDecompress();
      file.on('error', (error) => plain.destroy(error));
      return file.pipe(plain);
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
    },
    async *list(before, isDue = () => true) {
      for (const day of (await readdir(root).catch(() => [])).filter(isDue)) {
        for await (const file of filesOf(join(root, day))) {
          const written = (await stat(join(root, day, file)).catch(() => null))?.mtime;
          if (written === undefined || written >= before) continue;
          if (NAME.test(`${day}/${file}`)) yield `${day}/${file}`;
          // Left by a process that died while writing: no upload refers to it.
          else if (PARTIAL.test(file)) await rm(join(root, day, file), { force: true });
        }
      }
    },
  };
}

/** In batches: a folder may contain a million files. */
async function* filesOf(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch(() => null);
  if (entries) for await (const { name } of entries) yield name;
}
