import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const BUFFER = 1024 * 1024;

/** Appends lines to a file with few system calls; returns where each one is. */
export class SpoolWriter {
  readonly #fd: number;
  #pending: string[] = [];
  #pendingBytes = 0;
  #at = 0;

  constructor(path: string) {
    this.#fd = openSync(path, 'w+', 0o600);
  }

  append(text: string): { offset: number; length: number } {
    const length = Buffer.byteLength(text);
    const offset = this.#at;
    this.#pending.push(text);
    this.#at += length;
    this.#pendingBytes += length;
    if (this.#pendingBytes >= BUFFER) this.flush();
    return { offset, length };
  }

  /** Reads back what was appended. */
  read(offset: number, length: number): string {
    this.flush();
    const buffer = Buffer.allocUnsafe(length);
    readSync(this.#fd, buffer, 0, length, offset);
    return buffer.toString('utf8');
  }

  flush(): void {
    if (this.#pending.length === 0) return;
    const bytes = Buffer.from(this.#pending.join(''));
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  close(): void {
    this.flush();
    closeSync(this.#fd);
  }
}
