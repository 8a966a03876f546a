import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { paddingOf, TAR_BLOCK, type TarHeader, tarBlock } from './tar.ts';

/** Writes a tar beside its final name, which it gets when all of it is on the disk. */
export class ArchiveWriter {
  readonly #path: string;
  readonly #file: FileHandle;
  bytes = 0;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async create(path: string): Promise<ArchiveWriter> {
    const partial = `${path}.partial`;
    // What a backup left that was interrupted, whoever could read that.
    await rm(partial, { force: true });
    return new ArchiveWriter(path, await open(partial, 'wx', 0o600));
  }

  /** @param body a whole entry, or its bytes in pieces, `size` in all */
  async add(name: string, size: number, body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
    await this.#write(tarBlock({ name, size, link: null }));
    let written = 0;
    for await (const piece of body) {
      written += piece.length;
      await this.#write(piece);
    }
    if (written !== size) throw new Error(`${name} has ${written} bytes, not ${size}`);
    await this.#write(Buffer.alloc(paddingOf(size)));
  }

  /** A second name for the bytes of the entry `link`. */
  async link(name: string, link: string): Promise<void> {
    await this.#write(tarBlock({ name, size: 0, link } satisfies TarHeader));
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.bytes += bytes.length;
    for (let at = 0; at < bytes.length; ) at += (await this.#file.write(bytes, at)).bytesWritten;
  }

  /** Ends the tar; when this resolves the file has its name and survives a power cut. */
  async finish(): Promise<void> {
    await this.#write(Buffer.alloc(2 * TAR_BLOCK));
    await this.#file.sync();
    await this.#file.close();
    await rename(`${this.#path}.partial`, this.#path);
    const folder = await open(dirname(this.#path), 'r');
    await folder.sync().finally(() => folder.close());
  }

  /** Removes what was written. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(`${this.#path}.partial`, { force: true });
  }
}
