import { createHash } from 'node:crypto';
import { PassThrough, Readable, Transform } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib';
import busboy from 'busboy';
import type { BlobStore } from '#lib/blobs/file-store.ts';
import type { UploadLimits } from '#lib/contracts/upload-limits.ts';
import { codeOf, Fault } from '#lib/errors.ts';

export interface ReceivedReport {
  blob: string;
  sha256: Buffer;
  bytes: number;
  storedBytes: number;
  filename: string | null;
}

export interface ReceivedBody {
  report: ReceivedReport;
  /** Form fields beside the file; empty for a raw body. */
  fields: Record<string, string>;
}

interface Receiving {
  store: BlobStore;
  limits: UploadLimits;
  now: Date;
}

const MIB = 1024 * 1024;

function decoder(encoding: string): Transform | null {
  switch (encoding) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw new Fault(
        'unsupported_encoding',
        `Content-Encoding "${encoding}" is not known: send gzip, br, zstd or none.`,
      );
  }
}

function decoders(header: string | null): Transform[] {
  const names = (header ?? '').split(',').map((name) => name.trim().toLowerCase());
  if (names.length > 2) throw new Fault('unsupported_encoding', 'At most two content encodings may be stacked.');
  return names.reverse().flatMap((name) => decoder(name) ?? []);
}

function tooLarge(limits: UploadLimits): Fault {
  return new Fault('too_large', `The report is larger than ${limits.bytes / MIB} MiB. Split it, or raise the limit.`);
}

/** Measures on both sides of the decompression; refuses what grows too large or too fast. */
class Meter {
  wire = 0;
  bytes = 0;
  hasContent = false;
  readonly hash = createHash('sha256');
  readonly limits: UploadLimits;

  constructor(limits: UploadLimits) {
    this.limits = limits;
  }

  onWire(): Transform {
    return this.#pass((chunk) => {
      this.wire += chunk.length;
      return this.wire > this.limits.bytes ? tooLarge(this.limits) : null;
    });
  }

  onDecoded(): Transform {
    return this.#pass((chunk) => {
      this.bytes += chunk.length;
      this.hash.update(chunk);
      this.hasContent ||= chunk.some((byte) => byte > 0x20);
      if (this.bytes > this.limits.bytes) return tooLarge(this.limits);
      const bomb = this.bytes > this.limits.ratioFrom && this.bytes > this.wire * this.limits.ratio;
      return bomb ? new Fault('too_large', `The body unpacks to more than ${this.limits.ratio} times its size.`) : null;
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

function asFault(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC')
    return new Fault('unavailable', 'The disk is full: nothing was stored. Try again later.', { retryAfter: 60 });
  if (code?.startsWith('Z_') || code?.startsWith('ERR_') || code?.startsWith('ZSTD')) {
    return new Fault('malformed', 'The body could not be decompressed: it is damaged or cut off. Send it again.', {
      cause: error,
    });
  }
  return error;
}

async function store(
  source: Readable,
  decode: Transform[],
  filename: string | null,
  to: Receiving,
): Promise<ReceivedReport> {
  // It may fail before the store listens, which then meets it failed: an error without a listener ends the process.
  source.on('error', () => undefined);
  const meter = new Meter(to.limits);
  const put = await to.store
    .put(source, [meter.onWire(), ...decode, meter.onDecoded()], to.now)
    .catch((error: unknown) => {
      throw asFault(error);
    });
  if (!meter.hasContent) {
    await to.store.remove(put.name);
    throw new Fault(
      'malformed',
      'The body is empty. Send the report itself, for example with curl --data-binary @report.json.',
    );
  }
  return { blob: put.name, sha256: meter.hash.digest(), bytes: meter.bytes, storedBytes: put.storedBytes, filename };
}

async function receiveForm(body: Readable, type: string, decode: Transform[], to: Receiving): Promise<ReceivedBody> {
  const fields: Record<string, string> = {};
  let stored: Promise<ReceivedReport> | null = null;
  const form = openForm(type);
  const finished = new Promise<void>((resolve, reject) => {
    form.on('field', (name, value) => {
      if (Object.keys(fields).length < 50 && name !== '__proto__') fields[name] = value;
    });
    form.on('file', (name, stream, info) => {
      if (name !== 'file' || stored) return void stream.resume();
      // A pass-through that fails with the form, so that a cut-off request never looks like the end of the file.
      const part = new PassThrough();
      stream.on('error', (error) => part.destroy(error));
      form.on('error', (error) => part.destroy(error as Error));
      stored = store(stream.pipe(part), decode, info.filename ?? null, to);
      stored.catch(reject);
    });
    form.on('error', reject);
    form.on('close', resolve);
    body.on('error', reject);
  });
  body.pipe(form);
  try {
    await finished;
  } catch (error) {
    body.unpipe(form);
    body.resume();
    throw error instanceof Fault
      ? error
      : new Fault('malformed', 'The multipart body is damaged or cut off.', { cause: error });
  }
  if (!stored) throw new Fault('malformed', 'The form has no part named "file". Send one: curl -F file=@report.json …');
  return { report: await (stored as Promise<ReceivedReport>), fields };
}

function openForm(type: string): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': type },
      limits: { files: 2, fields: 50, fieldSize: 64 * 1024, parts: 60 },
    });
  } catch (error) {
    throw new Fault('malformed', 'The multipart content type has no boundary.', { cause: error });
  }
}

/**
 * Streams the body to the store with flat memory: raw or `multipart/form-data` (part `file`), in any accepted encoding.
 * @throws Fault malformed, too_large, unsupported_encoding, unavailable; nothing is kept then
 */
export async function receiveReport(request: Request, to: Receiving): Promise<ReceivedBody> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > to.limits.bytes) throw tooLarge(to.limits);
  const decode = decoders(request.headers.get('content-encoding'));
  if (!request.body)
    throw new Fault(
      'malformed',
      'The body is empty. Send the report itself, for example with curl --data-binary @report.json.',
    );
  const body = Readable.fromWeb(request.body as WebStream<Uint8Array>);
  const type = request.headers.get('content-type') ?? '';
  if (/^multipart\/form-data/i.test(type)) return receiveForm(body, type, decode, to);
  return { report: await store(body, decode, null, to), fields: {} };
}
