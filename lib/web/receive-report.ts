import { Readable } from 'node:stream';
import { Fault } from '#lib/errors.ts';
import { decoders } from './decoders.ts';
import { type CheckFields, type ReceivedForm, receiveForm } from './receive-form.ts';
import { emptyBody, type Receiving, storeReport, tooLarge } from './store-report.ts';

/** The body's chunks. A broken connection becomes a Fault of the sender. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new Fault('malformed', 'The connection broke before the report was complete. Send it again.', {
      cause: error,
    });
  }
}

export const isForm = (request: Request): boolean =>
  /^multipart\/form-data/i.test(request.headers.get('content-type') ?? '');

/**
 * Streams the body to the store with flat memory: raw or `multipart/form-data` (part `file`), in any accepted encoding.
 * `check` is called for a form only, before its file is written.
 * @throws Fault malformed, too_large, unsupported_encoding, unavailable; nothing is kept then
 */
export async function receiveReport(request: Request, check: CheckFields, to: Receiving): Promise<ReceivedForm> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > to.limits.bytes) throw tooLarge(to.limits);
  const decode = decoders(request.headers.get('content-encoding'));
  if (!request.body) throw emptyBody();
  const body = Readable.from(chunksOf(request.body), { objectMode: false });
  if (isForm(request)) return receiveForm(body, request.headers.get('content-type') ?? '', { decode, check, to });
  return {
    report: await storeReport({ source: body, decode, filename: null, announced: true }, to),
    more: [],
    fields: {},
  };
}
