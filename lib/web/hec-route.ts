import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '#lib/context.ts';
import { type HecEvent, type HecRefusal, readHecBatch, readRawBatch } from '#lib/domain/privilege/events/hec-batch.ts';
import { Fault } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { identifyToken } from '#lib/services/access/identify-token.ts';
import { noteDenial } from '#lib/services/audit/note-denial.ts';
import { contextOf } from './authenticate.ts';
import { decoders } from './decoders.ts';
import { type HecCode, HecFault, hecAnswer } from './hec-answer.ts';
import { faultOf } from './problem.ts';
import { getSystem } from './system.ts';

const log = createLog('web');

/** Decompressed bytes of one batch; senders of events make far smaller ones. */
const MOST = 8 * 1024 * 1024;

const CHANNEL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const REFUSALS: Readonly<Record<HecRefusal['code'], HecCode>> = {
  5: 'no_data',
  6: 'invalid_format',
  12: 'event_required',
  13: 'event_blank',
};

/** A handler that authenticates as Splunk's senders do, and answers every error in Splunk's words. */
export function hecRoute(handler: (ctx: Context, request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    let ctx: Context | null = null;
    try {
      const system = getSystem();
      const identity = await identifyToken(system.systemSql, tokenOf(request), system.now());
      ctx = await contextOf(system, identity, request.headers);
      return await handler(ctx, request);
    } catch (error) {
      if (ctx !== null && error instanceof Fault && error.denied !== null) await note(ctx, request, error.denied);
      return refusalOf(error);
    }
  };
}

/** A refusal that could not be noted is a refusal all the same. */
async function note(ctx: Context, { method, url }: Request, permission: string): Promise<void> {
  const request = `${method} ${new URL(url).pathname}`;
  await noteDenial(ctx, { permission, request }).catch((error: unknown) =>
    ctx.log.error({ err: error, permission, request }, 'a refusal could not be noted'),
  );
}

/** `Splunk <token>`; `Bearer <token>`; or Basic, whose password is the token. */
function tokenOf(request: Request): string {
  if (new URL(request.url).searchParams.has('token')) throw new HecFault('query_authorization');
  const header = request.headers.get('authorization')?.trim() ?? '';
  if (header === '') throw new HecFault('token_required');
  const [scheme = '', token = ''] = header.split(/\s+/);
  if (token === '') throw new HecFault('token_required');
  switch (scheme.toLowerCase()) {
    case 'splunk':
    case 'bearer':
      return token;
    case 'basic':
      return Buffer.from(token, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '');
    default:
      throw new HecFault('invalid_authorization');
  }
}

function refusalOf(thrown: unknown): Response {
  if (thrown instanceof HecFault) {
    const { code, number } = thrown;
    return hecAnswer(code, number === null ? {} : { 'invalid-event-number': number });
  }
  const fault = faultOf(thrown);
  if (!(fault instanceof Fault)) {
    log.error({ err: thrown }, 'a batch of events failed');
    return hecAnswer('internal');
  }
  return hecAnswer(codeOf(fault), {}, fault.retryAfter);
}

function codeOf({ code }: Fault): HecCode {
  switch (code) {
    case 'unauthenticated':
    case 'forbidden':
      return 'invalid_token';
    case 'too_large':
      return 'too_large';
    case 'malformed':
    case 'invalid_input':
    case 'unsupported_encoding':
      return 'invalid_format';
    case 'conflict':
      return 'incorrect_index';
    case 'unavailable':
    case 'rate_limited':
    case 'timeout':
    case 'database_unreachable':
      return 'busy';
    default:
      return 'internal';
  }
}

/** The channel of a request, by header or in the address; empty without one. */
export function channelOf(request: Request): string {
  const channel =
    request.headers.get('x-splunk-request-channel') ?? new URL(request.url).searchParams.get('channel') ?? '';
  if (channel !== '' && !CHANNEL.test(channel)) throw new HecFault('channel_invalid');
  return channel.toLowerCase();
}

/** @throws HecFault, Fault */
export async function readBatch(
  request: Request,
  kind: 'event' | 'raw',
): Promise<{ events: HecEvent[]; sha256: Buffer }> {
  const bytes = await bytesOf(request);
  const text = bytes.toString('utf8');
  const read = kind === 'raw' ? readRawBatch(text) : readHecBatch(text);
  if ('code' in read) throw new HecFault(REFUSALS[read.code], read.number);
  return { events: read, sha256: createHash('sha256').update(bytes).digest() };
}

export async function bytesOf(request: Request): Promise<Buffer> {
  if (request.body === null) throw new HecFault('no_data');
  const chunks: Buffer[] = [];
  let size = 0;
  const body = Readable.from(request.body as unknown as AsyncIterable<Uint8Array>, { objectMode: false });
  try {
    await pipeline([
      body,
      ...decoders(request.headers.get('content-encoding')),
      async (source: AsyncIterable<Uint8Array>) => {
        for await (const chunk of source) {
          size += chunk.length;
          if (size > MOST) throw new HecFault('too_large');
          chunks.push(Buffer.from(chunk));
        }
      },
    ]);
  } catch (error) {
    if (error instanceof HecFault || error instanceof Fault) throw error;
    // Cut off, or not of the encoding that it claims.
    throw new HecFault('invalid_format', 0);
  }
  return Buffer.concat(chunks);
}
