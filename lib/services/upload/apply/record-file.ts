import { closeSync, openSync, readSync } from 'node:fs';
import type { FindingRecord } from '#lib/domain/finding/record.ts';

const WINDOW = 4 * 1024 * 1024;

/** Reads records of the spool by place; those asked for in order cost one read of the disk per window. */
export class RecordFile {
  readonly #fd: number;
  #window = Buffer.alloc(0);
  #start = 0;

  constructor(path: string) {
    this.#fd = openSync(path, 'r');
  }

  read(offset: number, length: number): string {
    const from = offset - this.#start;
    if (from >= 0 && from + length <= this.#window.length) return this.#window.toString('utf8', from, from + length);
    const buffer = Buffer.allocUnsafe(Math.max(WINDOW, length));
    const read = readSync(this.#fd, buffer, 0, buffer.length, offset);
    if (read < length) throw new Error('the spool of records ends early');
    this.#window = buffer.subarray(0, read);
    this.#start = offset;
    return this.#window.toString('utf8', 0, length);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** The record of an incoming finding. */
export function recordOf(records: RecordFile, place: { offset: number; length: number }): FindingRecord {
  return JSON.parse(records.read(place.offset, place.length)) as FindingRecord;
}
