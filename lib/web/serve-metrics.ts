import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Measures, renderMetrics } from '#lib/domain/metrics/metrics.ts';
import { Fault, messageOf, problemOf } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import type { ServeStatic } from './serve-static.ts';

const log = createLog('web');
const PATH = '/metrics';
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

function isAllowed({ headers }: IncomingMessage, token: string): boolean {
  const given = /^Bearer ([^\s]{1,1000})$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  // Hashes have one length, and comparing them takes one time.
  return timingSafeEqual(hashOf(given), hashOf(token));
}

/**
 * Answers Prometheus, which shows the token of this purpose: sessions and other tokens do not count. Without a token in
 * the configuration the application answers as for any address that does not exist.
 */
export function serveMetrics(
  token: string | undefined,
  measures: Measures,
  collect: () => Promise<[series: string, value: number][]>,
): ServeStatic {
  return (request, response, path) => {
    if (path !== PATH || token === undefined) return null;
    return answer();

    async function answer(): Promise<void> {
      response.setHeader('cache-control', 'no-store');
      if (!isAllowed(request, token ?? '')) {
        const problem = problemOf(new Fault('unauthenticated', 'This address needs the METRICS_TOKEN.'));
        const headers = { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer realm="metrics"' };
        response.writeHead(problem.status, headers).end(JSON.stringify(problem));
        return;
      }
      // What the web process knows by itself is worth something while the database does not answer.
      const collected = await collect().catch((error: unknown) => {
        log.warn(`metrics without the database: ${messageOf(error)}`);
        return [];
      });
      const text = renderMetrics([...measures.values(), ...collected]);
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
    }
  };
}
