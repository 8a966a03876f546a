import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenerFor } from './listener.ts';
import { SOURCE_HEADER } from './request-source.ts';

const seen: IncomingHttpHeaders[] = [];
const settings = { PUBLIC_URL: 'https://plumbline.test', TRUSTED_PROXIES: ['127.0.0.1'] };
const server = createServer(
  listenerFor(settings, async (request, response) => {
    if (request.url === '/broken') throw new Error('a defect');
    seen.push(request.headers);
    response.end('served');
  }),
);

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

async function call(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const request = send({ host: '127.0.0.1', port, method, path, headers });
  request.end();
  const [response] = await once(request, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, headers: response.headers, body };
}

describe('the server in front of the application', () => {
  it.each([
    ['TRACE', '/api/health', 405],
    ['PROPFIND', '/', 405],
    ['GET', '/api/v1/repos/%', 400],
    ['GET', '/api/v1/repos/%E0%A4%A', 400],
    ['GET', '/repositories/acme%00/web', 400],
    ['GET', 'http://evil.example/api/health', 400],
    ['GET', '/_next/image?url=%2Flogo.svg&w=64&q=75', 404],
  ])('refuses %s %s with %i', async (method, path, status) => {
    const answer = await call(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', connection: 'close' });
    expect(JSON.parse(answer.body)).toMatchObject({ status });
  });

  it('serves the rest, and an error behind it reveals nothing internal', async () => {
    expect((await call('GET', '/repositories/acme/web?q=%')).body).toBe('served');
    const broken = await call('GET', '/broken');
    expect(broken.status).toBe(500);
    expect(broken.body).not.toContain('defect');
  });

  it.each(['/', '/api/health', '/_next/static/x.js', '/%', '/broken'])(
    'gives every answer its headers: %s',
    async (path) => {
      const { headers } = await call('GET', path);
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
      expect(headers['permissions-policy']).toContain('camera=()');
    },
  );

  it('passes on where a request comes from, and removes all other forwarding headers', async () => {
    const forged = { [SOURCE_HEADER]: '6.6.6.6', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    await call('GET', '/', forged);
    expect(seen.at(-1)?.[SOURCE_HEADER]).toBe('127.0.0.1');
    await call('GET', '/', { ...forged, 'x-forwarded-for': '6.6.6.6, 198.51.100.7' });
    expect(seen.at(-1)?.[SOURCE_HEADER]).toBe('198.51.100.7');
    expect(Object.keys(seen.at(-1) ?? {}).filter((name) => name.startsWith('x-forwarded'))).toEqual([]);
  });
});
