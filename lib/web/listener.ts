import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Env } from '#lib/env.ts';
import { Fault, messageOf, problemOf } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import type { ApiRoute } from './api-routes.ts';
import { measureRequest } from './measure-request.ts';
import { getMeasures } from './measures.ts';
import { refuseRequest } from './refuse-request.ts';
import { proxyList, requestSource, SOURCE_HEADER } from './request-source.ts';
import { responseHeaders } from './response-headers.ts';
import type { ServeStatic } from './serve-static.ts';

const log = createLog('web');

/** Removed from every request, because clients can forge them: only our own header states the source. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'];
/** By headers like these Next talks to itself, and other servers are told of another address or method. */
const INTERNAL = /^x-(?:middleware|invoke|matched|now|original|rewrite|plumbline|http-method|method)(?:-|$)/;

/** Takes away what only we and Next may say. */
function withoutForged(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) {
    if (FORWARDED.includes(name) || INTERNAL.test(name)) delete headers[name];
  }
}

function refuse(response: ServerResponse, error: Fault | Error): void {
  getMeasures().add('plumbline_errors_total', { code: error instanceof Fault ? error.code : 'internal' });
  const problem = problemOf(error);
  // Close the connection instead of reading the rest of a refused body.
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    connection: 'close',
    ...(error instanceof Fault && error.allow.length > 0 ? { allow: error.allow.join(', ') } : {}),
  });
  response.end(JSON.stringify(problem));
}

export interface ListenerOptions {
  /** What answers before the application is asked. */
  serveStatic?: readonly ServeStatic[];
  /** The routes of the API, by which methods are refused. */
  routes?: readonly ApiRoute[];
}

/** Handles every request before the application does: sets headers, refuses, determines the source. */
export function listenerFor(
  env: Pick<Env, 'PUBLIC_URL' | 'TRUSTED_PROXIES'>,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  { serveStatic = [], routes = [] }: ListenerOptions = {},
): RequestListener {
  const trusted = proxyList(env.TRUSTED_PROXIES);
  return (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const { headers } = request;
    for (const [name, value] of Object.entries(responseHeaders(path, env.PUBLIC_URL))) response.setHeader(name, value);
    measureRequest(getMeasures(), request, response, { path, routes });
    const refused = refuseRequest(request.method ?? '', path, routes);
    if (refused) return refuse(response, refused);
    const forwardedFor = [headers['x-forwarded-for']].flat().join(',');
    withoutForged(headers);
    headers[SOURCE_HEADER] = requestSource(request.socket.remoteAddress ?? '', forwardedFor, trusted);
    let answered: Promise<void> | null = null;
    for (const serve of serveStatic) answered ??= serve(request, response, path);
    answered ??= handle(request, response);
    answered.catch((error: unknown) => {
      log.error({ err: error }, `a request failed: ${messageOf(error)}`);
      if (!response.headersSent) refuse(response, new Error('unexpected'));
      else response.destroy();
    });
  };
}
