import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoute, apiRoutes } from '#lib/web/api-routes.ts';
import { listenerFor } from '#lib/web/listener.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const routes = apiRoutes();
const settings = { PUBLIC_URL: 'https://plumbline.test', TRUSTED_PROXIES: [] };
const server = createServer(listenerFor(settings, async (_, response) => void response.end('served'), { routes }));

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

async function ask(method: string, path: string): Promise<Response> {
  const { port } = server.address() as AddressInfo;
  const address = path.replace('{name}', 'acme/group/web').replace(/\{\w+\}/, 'x-1');
  return fetch(`http://127.0.0.1:${port}${address}`, { method });
}

/** What the module itself exports, and what Next adds to it. */
async function methodsOf({ file }: ApiRoute): Promise<string[]> {
  const loaded: Record<string, unknown> = await import(pathToFileURL(file).href);
  return METHODS.filter((method) => method === 'OPTIONS' || (method === 'HEAD' ? 'GET' : method) in loaded);
}

describe('the methods of every address of the API', () => {
  it.each(routes.map((route) => [route.path, route] as const))('%s', async (path, route) => {
    const expected = await methodsOf(route);
    const passed: string[] = [];
    for (const method of METHODS) {
      const answer = await ask(method, path);
      if (answer.status === 200) {
        passed.push(method);
        continue;
      }
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe(expected.join(', '));
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      const body = method === 'HEAD' ? { status: 405 } : await answer.json();
      expect(body).toMatchObject({ status: 405 });
    }
    expect(passed).toEqual(expected);
  });

  it.each(['/api/v1/nothing', '/api/v1/posture/more', '/api/openapi-json'])(
    'are not judged where no route is: DELETE %s',
    async (path) => {
      expect((await ask('DELETE', path)).status).toBe(200);
    },
  );
});
