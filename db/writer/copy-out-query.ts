import type { Connection as Wire } from 'pg';
import { WireQuery } from './wire-query.ts';

/** Bytes that wait to be taken before the server is told to pause. */
const ENOUGH = 1024 * 1024;

/** `copy … to stdout` with backpressure: reads from the connection no faster than `take` takes. */
export class CopyOutQuery extends WireQuery {
  readonly #text: string;
  readonly #take: (bytes: Uint8Array) => Promise<void>;
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #taking: Promise<void> | null = null;
  #failed = false;

  constructor(text: string, take: (bytes: Uint8Array) => Promise<void>) {
    super();
    this.#text = text;
    this.#take = take;
  }

  submit(wire: Wire): void {
    wire.query(this.#text);
  }

  handleCopyData({ chunk }: { chunk: Uint8Array }, wire: Wire): void {
    // What comes after a failure is not taken any more, but has to be read up to its end.
    if (this.#failed) return;
    // A copy: the driver uses its buffer again.
    this.#waiting.push(Buffer.from(chunk));
    this.#bytes += chunk.length;
    if (this.#bytes >= ENOUGH) wire.stream.pause();
    this.#taking ??= this.#takeAll(wire).finally(() => {
      this.#taking = null;
    });
  }

  async #takeAll(wire: Wire): Promise<void> {
    // First lets those arrive that the driver has read together.
    await Promise.resolve();
    while (this.#waiting.length > 0 && !this.#failed) {
      const bytes = Buffer.concat(this.#waiting);
      this.#waiting = [];
      this.#bytes = 0;
      wire.stream.resume();
      await this.#take(bytes).catch((error: unknown) => {
        this.#failed = true;
        this.fail(error instanceof Error ? error : new Error(String(error)));
      });
    }
    wire.stream.resume();
  }

  override handleReadyForQuery(): void {
    void (this.#taking ?? Promise.resolve()).then(() => super.handleReadyForQuery());
  }
}
