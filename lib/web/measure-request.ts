import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Measures } from '#lib/domain/metrics/metrics.ts';
import type { ApiRoute } from './api-routes.ts';
import { isApi } from './is-api.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The route of a path: a template of the API, or one word for all pages, files and addresses that do not exist. */
function routeNameOf(path: string, routes: readonly ApiRoute[]): string {
  const route = routes.find(({ pattern }) => pattern.test(path));
  if (route) return route.path;
  if (isApi(path)) return 'unknown';
  return path.startsWith('/_next/') ? 'file' : 'page';
}

/** Counts a request when it is answered or broken off. Labels have few values, whatever clients send. */
export function measureRequest(
  measures: Measures,
  request: IncomingMessage,
  response: ServerResponse,
  { path, routes }: { path: string; routes: readonly ApiRoute[] },
): void {
  const began = performance.now();
  const method = METHODS.has(request.method ?? '') ? (request.method ?? '') : 'other';
  response.once('close', () => {
    const route = routeNameOf(path, routes);
    const status = response.writableFinished ? String(response.statusCode) : 'aborted';
    measures.add('plumbline_http_requests_total', { route, method, status });
    measures.observe('plumbline_http_request_seconds', (performance.now() - began) / 1000, { route });
  });
}
