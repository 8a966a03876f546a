import * as http from 'node:http';
import * as https from 'node:https';
import { checkUrl } from './check-url.ts';
import { type Lookup, type SafeOptions, safeLookup } from './safe-lookup.ts';
import { whyUnreachable } from './why-unreachable.ts';

/** Milliseconds for everything: name, connection, answer. */
const TIMEOUT = 10_000;
/** Bytes of an answer that are read; the connection is closed with what follows. */
const MOST_ANSWER = 4096;

export interface Message {
  body: string;
  headers: Readonly<Record<string, string>>;
}

export interface PostOptions extends SafeOptions {
  timeout?: number;
}

/** `status` null: there was no answer, and `text` says why. */
export interface Answer {
  status: number | null;
  /** The beginning of the answer, or why there is none. Text of somebody else: never markup. */
  text: string;
  /** Seconds that the receiver asks to wait for. */
  retryAfter: number | null;
}

const none = (text: string): Answer => ({ status: null, text, retryAfter: null });

/**
 * Sends a message by POST. The name is resolved once; when any of its addresses is refused nothing is sent, else the
 * connection goes to the address that was checked. Redirects are not followed and proxies of the environment not used.
 */
export async function post(address: string, message: Message, options: PostOptions): Promise<Answer> {
  const url = checkUrl(address, options.allowPrivate);
  if (typeof url === 'string') return none(`The address ${url}.`);
  const timeout = options.timeout ?? TIMEOUT;
  const signal = AbortSignal.timeout(timeout);
  const slow = `There was no complete answer within ${timeout / 1000} seconds.`;
  try {
    const lookup = await safeLookup(url, options, signal);
    return typeof lookup === 'string' ? none(lookup) : await request(url, lookup, message, signal);
  } catch (error) {
    return none(signal.aborted ? slow : whyUnreachable(error));
  }
}

function request(url: URL, lookup: Lookup, { body, headers }: Message, signal: AbortSignal): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { request: send, Agent } = url.protocol === 'https:' ? https : http;
  const sent = send(url, {
    method: 'POST',
    signal,
    // An agent of its own: neither connections of others nor proxies.
    agent: new Agent({ keepAlive: false }),
    // The URL keeps the name, for `Host` and for the certificate; the connection goes to the checked address.
    lookup,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Plumbline',
    },
  });
  sent.on('error', reject);
  sent.on('response', (response) => {
    readAnswer(response)
      .then(resolve, reject)
      .finally(() => sent.destroy());
  });
  sent.end(body);
  return promise;
}

async function readAnswer(response: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_ANSWER) break;
  }
  const text = Buffer.concat(chunks).subarray(0, MOST_ANSWER).toString('utf8');
  const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) && seconds > 0 ? seconds : null;
  return { status: response.statusCode ?? null, text: shortText(text), retryAfter };
}

/** At most 500 visible characters in one line. */
const shortText = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 500)
    .toWellFormed();

export const isAccepted = ({ status }: Answer): boolean => status !== null && status >= 200 && status < 300;
