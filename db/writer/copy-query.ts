import type { Connection as Wire } from 'pg';
import type { CopyChunks } from '../connection.ts';
import { WireQuery } from './wire-query.ts';

const COPY_DATA = 0x64;

interface CopyMessages {
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** `copy … from stdin` with backpressure: sends chunks no faster than the connection takes them. */
export class CopyQuery extends WireQuery {
  readonly #text: string;
  readonly #chunks: CopyChunks;
  #ended = false;
  #goOn: () => void = () => undefined;

  constructor(text: string, chunks: CopyChunks) {
    super();
    this.#text = text;
    this.#chunks = chunks;
  }

  submit(wire: Wire): void {
    wire.query(this.#text);
  }

  handleCopyInResponse(wire: Wire): void {
    const messages = wire as unknown as CopyMessages;
    this.#send(wire).then(
      () => this.#ended || messages.endCopyFrom(),
      (error: unknown) => {
        const reason = error instanceof Error ? error : new Error(String(error));
        this.fail(reason);
        messages.sendCopyFail(reason.message);
      },
    );
  }

  async #send(wire: Wire): Promise<void> {
    const { stream } = wire;
    for await (const chunk of this.#chunks) {
      if (this.#ended || !stream.writable) return;
      const bytes = Buffer.from(chunk);
      const header = Buffer.allocUnsafe(5);
      header[0] = COPY_DATA;
      header.writeUInt32BE(bytes.length + 4, 1);
      stream.write(header);
      if (stream.write(bytes)) continue;
      await new Promise<void>((resolve) => {
        this.#goOn = resolve;
        stream.once('drain', resolve);
      });
    }
  }

  override handleError(error: unknown): void {
    this.#ended = true;
    super.handleError(error);
    this.#goOn();
  }
}
