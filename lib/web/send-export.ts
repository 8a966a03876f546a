import type { Context } from '#lib/context.ts';
import { EXPORT_TYPES, type ExportFormat } from '#lib/contracts/export-formats.ts';
import { exportFileName } from '#lib/domain/export/file-name.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { takeExport } from './take-export.ts';

type Write = (text: string) => Promise<void>;
type Params = Readonly<Record<string, unknown>> & { format: ExportFormat };

/** Milliseconds after which a client that takes nothing is cut off: it holds a connection and a moment of the database. */
const PATIENCE = 60_000;
/** Pages that are read ahead of the client: a short list is off the database at once, whoever takes it slowly. */
const PAGES = 4;

async function headersOf(ctx: Context, list: string, params: Params): Promise<Record<string, string>> {
  const name = exportFileName(list, params, { format: params.format, day: await todayOf(ctx) });
  return {
    'content-type': EXPORT_TYPES[params.format],
    'content-disposition': `attachment; filename="${name}"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

/** What HEAD answers: the headers of the file, for which nothing is read. */
export async function describeExport(ctx: Context, list: string, params: Params): Promise<Response> {
  return new Response(null, { headers: await headersOf(ctx, list, params) });
}

/**
 * Streams what `run` writes, no faster than the client takes it. What goes wrong before the first byte is thrown; later the
 * connection is broken off, so that nobody takes a torn file for a whole one. A client that goes away ends `run`.
 */
export async function sendExport(
  { ctx, request, list, params }: { ctx: Context; request: Request; list: string; params: Params },
  run: (write: Write) => Promise<void>,
): Promise<Response> {
  const headers = await headersOf(ctx, list, params);
  const release = takeExport(ctx);
  const room = new CountQueuingStrategy({ highWaterMark: PAGES });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, undefined, room);
  const writer = writable.getWriter();
  // Whoever writes hears of the failure; this promise is nobody's.
  writer.closed.catch(() => undefined);
  const gone = (): void => void writer.abort(request.signal.reason).catch(() => undefined);
  request.signal.addEventListener('abort', gone, { once: true });
  // It may have gone away before anybody listened.
  if (request.signal.aborted) gone();
  const encoder = new TextEncoder();
  const began = Promise.withResolvers<void>();
  const write: Write = async (text) => {
    began.resolve();
    if (text === '') return;
    const timer = setTimeout(
      () => void writer.abort(new Error('the client takes nothing')).catch(() => undefined),
      PATIENCE,
    );
    try {
      await writer.write(encoder.encode(text));
      await writer.ready;
    } finally {
      clearTimeout(timer);
    }
  };
  run(write)
    .then(() => writer.close())
    .catch((error: unknown) => {
      began.reject(error);
      ctx.log.info({ err: error, list }, 'an export ended early');
      return writer.abort(error).catch(() => undefined);
    })
    .finally(() => {
      request.signal.removeEventListener('abort', gone);
      release();
    });
  await began.promise;
  return new Response(readable, { headers });
}
