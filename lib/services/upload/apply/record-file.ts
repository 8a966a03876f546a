import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import type { IndexBatch } from '../read/protocol.ts';

const WINDOW = 4 * 1024 * 1024;

/** Reads records by their index in the report; asked for `inOrder`, they cost one disk read per window. */
export class RecordFile {
  readonly #fd: number;
  readonly #offsets: number[];
  readonly #lengths: number[];
  readonly #buffer: Buffer;
  #window: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(path: string, batches: readonly Pick<IndexBatch, 'offsets' | 'lengths'>[]) {
    this.#fd = openSync(path, 'r');
    // Not more than the file has: memory beside the heap makes the collector run, which took most of a small import.
    this.#buffer = Buffer.allocUnsafe(Math.min(WINDOW, fstatSync(this.#fd).size));
    this.#offsets = batches.flatMap((batch) => batch.offsets);
    this.#lengths = batches.flatMap((batch) => batch.lengths);
  }

  /** Sorts items by the position of their records in the file. */
  inOrder<T>(items: readonly T[], indexOf: (item: T) => number): T[] {
    const offset = (item: T): number => this.#offsets[indexOf(item)] ?? 0;
    return items.toSorted((a, b) => offset(a) - offset(b));
  }

  /** The JSON text of a record and its parsed form. */
  read(index: number): { text: string; record: FindingRecord } {
    const text = this.#text(this.#offsets[index] ?? 0, this.#lengths[index] ?? 0);
    return { text, record: JSON.parse(text) as FindingRecord };
  }

  close(): void {
    closeSync(this.#fd);
  }

  #text(offset: number, length: number): string {
    const from = offset - this.#start;
    if (from >= 0 && from + length <= this.#window.length) return this.#window.toString('utf8', from, from + length);
    const buffer = length <= this.#buffer.length ? this.#buffer : Buffer.allocUnsafe(length);
    const read = readSync(this.#fd, buffer, 0, buffer.length, offset);
    if (read < length) throw new Error('the file of records ends early');
    this.#window = buffer.subarray(0, read);
    this.#start = offset;
    return this.#window.toString('utf8', 0, length);
  }
}
