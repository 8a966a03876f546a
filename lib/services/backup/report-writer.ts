import { createWriteStream } from 'node:fs';
import { link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BlobStore } from '#lib/blobs/file-store.ts';
import type { ArchiveEntry } from './read-archive.ts';

type Report = Pick<ArchiveEntry, 'link' | 'body'>;

/** Files that are written and synced at a time: a disk syncs many nearly as fast as one. */
const AT_A_TIME = 16;

/** Writes the reports of a backup. What `end` has not confirmed may not be on the disk. */
export class ReportWriter {
  readonly #blobs: BlobStore;
  readonly #writing = new Map<string, Promise<void>>();
  #failed: { error: unknown } | null = null;

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  async add(name: string, report: Report): Promise<void> {
    if (this.#writing.size >= AT_A_TIME) await Promise.race(this.#writing.values());
    if (report.link !== null) await this.#writing.get(report.link);
    if (this.#failed) throw this.#failed.error;
    const written = writeReport(this.#blobs, name, report)
      .catch((error: unknown) => {
        this.#failed ??= { error };
      })
      .finally(() => this.#writing.delete(name));
    this.#writing.set(name, written);
  }

  async end(): Promise<void> {
    await Promise.all(this.#writing.values());
    if (this.#failed) throw this.#failed.error;
  }
}

/** Under another name first: whoever starts after a crash never finds half a report. */
async function writeReport(blobs: BlobStore, name: string, report: Report): Promise<void> {
  const path = blobs.pathOf(name);
  const partial = `${path}.partial`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rm(partial, { force: true });
  if (report.link === null) {
    await pipeline(Readable.from(report.body()), createWriteStream(partial, { mode: 0o600, flush: true }));
  } else await link(blobs.pathOf(report.link), partial);
  await rename(partial, path);
}
