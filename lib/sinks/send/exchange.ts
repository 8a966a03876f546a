import * as http from 'node:http';
import * as https from 'node:https';
import { checkUrl } from './check-url.ts';
import { type Lookup, type SafeOptions, safeLookup } from './safe-lookup.ts';
import { whyUnreachable } from './why-unreachable.ts';

/** Milliseconds for everything: name, connection, answer. */
const TIMEOUT = 20_000;
/** Bytes of an answer: a page of issues with their texts. */
const MOST_ANSWER = 16 * 1024 * 1024;

export interface Asked {
  method: string;
  headers: Readonly<Record<string, string>>;
  /** JSON; null: no body. */
  body: string | null;
}

/** `status` null: there was no answer, and `text` says why. */
export interface Exchanged {
  status: number | null;
  headers: http.IncomingHttpHeaders;
  text: string;
}

const none = (text: string): Exchanged => ({ status: null, headers: {}, text });

/**
 * Asks an interface of somebody else, whose whole answer is wanted. As in `post`, the name is resolved once and a private
 * address refused; redirects are not followed, so that credentials go nowhere else.
 */
export async function exchange(
  address: string,
  asked: Asked,
  options: SafeOptions & { timeout?: number },
): Promise<Exchanged> {
  const url = checkUrl(address, options.allowPrivate);
  if (typeof url === 'string') return none(`The address ${url}.`);
  const timeout = options.timeout ?? TIMEOUT;
  const signal = AbortSignal.timeout(timeout);
  try {
    const lookup = await safeLookup(url, options, signal);
    return typeof lookup === 'string' ? none(lookup) : await request(url, lookup, asked, signal);
  } catch (error) {
    return none(
      signal.aborted ? `There was no complete answer within ${timeout / 1000} seconds.` : whyUnreachable(error),
    );
  }
}

function request(url: URL, lookup: Lookup, { method, headers, body }: Asked, signal: AbortSignal): Promise<Exchanged> {
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged>();
  const { request: send, Agent } = url.protocol === 'https:' ? https : http;
  const length = body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const sent = send(url, {
    ...{ method, signal, lookup },
    // An agent of its own: neither connections of others nor proxies.
    agent: new Agent({ keepAlive: false }),
    headers: { 'user-agent': 'Plumbline', ...headers, ...length },
  });
  sent.on('error', reject);
  sent.on('response', (response) => {
    readAnswer(response)
      .then(resolve, reject)
      .finally(() => sent.destroy());
  });
  sent.end(body ?? undefined);
  return promise;
}

async function readAnswer(response: http.IncomingMessage): Promise<Exchanged> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_ANSWER) return none(`The answer has more than ${MOST_ANSWER / 1024 / 1024} MiB.`);
  }
  const { statusCode: status = null, headers } = response;
  return { status, headers, text: Buffer.concat(chunks).toString('utf8') };
}
