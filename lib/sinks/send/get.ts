import * as http from 'node:http';
import * as https from 'node:https';
import { checkUrl } from './check-url.ts';
import { type SafeOptions, safeLookup } from './safe-lookup.ts';
import { whyUnreachable } from './why-unreachable.ts';

/** Milliseconds for everything, the body included. */
const TIMEOUT = 300_000;
/** Publishers lead from the current file to that of the day. */
const MOST_REDIRECTS = 3;

export interface GetOptions extends SafeOptions {
  timeout?: number;
}

export interface Got {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** To be read or destroyed. */
  body: http.IncomingMessage;
}

/**
 * Fetches a file. As in `post`, each name is resolved once and a private address refused; redirects are followed, each to
 * an address that is checked likewise.
 * @returns a sentence that says why there is no answer
 */
export async function get(
  address: string,
  headers: Readonly<Record<string, string>>,
  options: GetOptions,
): Promise<Got | string> {
  const timeout = options.timeout ?? TIMEOUT;
  const signal = AbortSignal.timeout(timeout);
  let next = address;
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const url = checkUrl(next, options.allowPrivate);
      if (typeof url === 'string') return `The address ${url}.`;
      const lookup = await safeLookup(url, options, signal);
      if (typeof lookup === 'string') return lookup;
      const response = await request(url, { headers: { 'user-agent': 'Plumbline', ...headers }, lookup, signal });
      const { statusCode: status = 0, headers: answered } = response;
      if (status < 300 || status >= 400 || answered.location === undefined) {
        return { status, headers: answered, body: response };
      }
      response.destroy();
      next = URL.parse(answered.location, url)?.href ?? '';
    }
    return `There were more than ${MOST_REDIRECTS} redirects.`;
  } catch (error) {
    return signal.aborted ? `There was no answer within ${timeout / 1000} seconds.` : whyUnreachable(error);
  }
}

function request(url: URL, options: http.RequestOptions): Promise<http.IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  const { request: send, Agent } = url.protocol === 'https:' ? https : http;
  // An agent of its own: neither connections of others nor proxies.
  const sent = send(url, { ...options, method: 'GET', agent: new Agent({ keepAlive: false }) });
  sent.on('error', reject);
  sent.on('response', resolve);
  sent.end();
  return promise;
}
