import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import type { UploadLimits } from '#lib/contracts/upload-limits.ts';
import { Fault } from '#lib/errors.ts';

/** Counts bytes before and after decompression; fails when a limit or the ratio is exceeded. */
export class Meter {
  wire = 0;
  bytes = 0;
  hasContent = false;
  readonly hash = createHash('sha256');
  readonly #limits: UploadLimits;
  readonly #tooLarge: () => Fault;

  constructor(limits: UploadLimits, tooLarge: () => Fault) {
    this.#limits = limits;
    this.#tooLarge = tooLarge;
  }

  onWire(): Transform {
    return this.#pass((chunk) => {
      this.wire += chunk.length;
      return this.wire > this.#limits.bytes ? this.#tooLarge() : null;
    });
  }

  onDecoded(): Transform {
    return this.#pass((chunk) => {
      this.bytes += chunk.length;
      this.hash.update(chunk);
      this.hasContent ||= chunk.some((byte) => byte > 0x20);
      if (this.bytes > this.#limits.bytes) return this.#tooLarge();
      const { ratio, ratioFrom } = this.#limits;
      const bomb = this.bytes > ratioFrom && this.bytes > this.wire * ratio;
      return bomb ? new Fault('too_large', `The body unpacks to more than ${ratio} times its size.`) : null;
    });
  }

  #pass(look: (chunk: Buffer) => Fault | null): Transform {
    return new Transform({
      transform(chunk: Buffer, _encoding, done) {
        const fault = look(chunk);
        if (fault) done(fault);
        else done(null, chunk);
      },
    });
  }
}
