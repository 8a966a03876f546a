import type { Readable, Transform } from 'node:stream';
import { classify } from '#db/classify-error.ts';
import type { BlobStore } from '#lib/blobs/file-store.ts';
import type { UploadLimits } from '#lib/contracts/upload-limits.ts';
import { redactShapes } from '#lib/domain/redaction/shapes.ts';
import { codeOf, Fault } from '#lib/errors.ts';
import { decodingFault } from './decoders.ts';
import { getMeasures } from './measures.ts';
import { Meter } from './meter.ts';

const MIB = 1024 * 1024;

export interface ReceivedReport {
  blob: string;
  sha256: Buffer;
  bytes: number;
  storedBytes: number;
  filename: string | null;
}

export interface Receiving {
  store: BlobStore;
  limits: UploadLimits;
  now: Date;
  /** Files that a form may have; one where it is not said. */
  files?: number;
}

interface Delivered {
  source: Readable;
  decode: Transform[];
  filename: string | null;
  /** False while it is not known which repository the report is for: the file came before that field of the form. */
  announced: boolean;
}

export function tooLarge(limits: UploadLimits): Fault {
  return new Fault('too_large', `The report is larger than ${limits.bytes / MIB} MiB. Split it, or raise the limit.`);
}

function tooLargeUnannounced(limits: UploadLimits): Fault {
  const sentence =
    `The form names its repository after the file, which is larger than ${limits.unannounced / MIB} MiB. ` +
    'Send repo and the other fields before the file, or in the address.';
  return new Fault('malformed', sentence);
}

export function emptyBody(): Fault {
  return new Fault(
    'malformed',
    'The body is empty. Send the report itself, for example with curl --data-binary @report.json.',
  );
}

function asFault(error: unknown): unknown {
  if (classify(error) === 'no_room') {
    const sentence = 'The server has no space or no open files left: nothing was stored. Try again later.';
    return new Fault('unavailable', sentence, { cause: error, retryAfter: 60 });
  }
  return decodingFault(error, codeOf(error));
}

/** A file name that can be shown and stored: no control characters or lone surrogates, bounded. */
function cleanFilename(name: string | null): string | null {
  const clean = [...(name ?? '').toWellFormed()].filter((char) => char >= ' ' && char !== '\u007f').join('');
  return redactShapes(clean.slice(0, 2000)).slice(0, 255) || null;
}

/** Decodes, measures and stores a body. @throws Fault; nothing stays stored then */
export async function storeReport(
  { source, decode, filename, announced }: Delivered,
  to: Receiving,
): Promise<ReceivedReport> {
  // The source may fail before the store listens: an `error` event without a listener would end the process.
  source.on('error', () => undefined);
  const limits = announced ? to.limits : { ...to.limits, bytes: Math.min(to.limits.bytes, to.limits.unannounced) };
  const meter = new Meter(limits, () => (announced ? tooLarge(to.limits) : tooLargeUnannounced(to.limits)));
  const put = await to.store
    .put(source, [meter.onWire(), ...decode, meter.onDecoded()], to.now)
    .catch((error: unknown) => {
      throw asFault(error);
    });
  if (!meter.hasContent) {
    await to.store.remove(put.name);
    throw emptyBody();
  }
  const measures = getMeasures();
  measures.add('plumbline_reports_received_total');
  measures.add('plumbline_reports_received_bytes_total', {}, meter.bytes);
  return {
    blob: put.name,
    sha256: meter.hash.digest(),
    bytes: meter.bytes,
    storedBytes: put.storedBytes,
    filename: cleanFilename(filename),
  };
}
