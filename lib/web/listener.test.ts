import { once } from 'node:events';
import { type IncomingHttpHeaders, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from './create-http-server.ts';
import { listenerFor } from './listener.ts';
import { SOURCE_HEADER } from './request-source.ts';

const seen: IncomingHttpHeaders[] = [];
const settings = { PUBLIC_URL: 'https://plumbline.test', TRUSTED_PROXIES: ['127.0.0.1'] };
const server = createHttpServer();
server.on(
  'request',
  listenerFor(settings, async (request, response) => {
    if (request.url === '/broken') throw new Error('a defect');
    seen.push(request.headers);
    response.end(`served ${request.method} ${request.url}`);
  }),
);
// As Next.js does, which would leave the connection open.
server.on('upgrade', () => undefined);

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
    ['POST', '/sign-in', 405],
    ['DELETE', '/favicon.svg', 405],
    ['OPTIONS', '*', 405],
    ['POST', '/apis', 405],
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
    expect((await call('GET', '/repositories/acme/web?q=%')).body).toBe('served GET /repositories/acme/web?q=%');
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

  it.each([
    'x-middleware-subrequest',
    'x-middleware-rewrite',
    'x-middleware-override-headers',
    'x-middleware-request-cookie',
    'x-invoke-path',
    'x-matched-path',
    'x-now-route-matches',
    'x-original-url',
    'x-rewrite-url',
    'x-http-method-override',
    'x-http-method',
    'x-method-override',
    'x-plumbline-path',
  ])('lets nobody pretend to be Next, or ask for another address or method: %s', async (name) => {
    const { body } = await call('GET', '/findings', { [name]: 'DELETE', rsc: '1', 'x-unrelated': 'kept' });
    expect(body).toBe('served GET /findings');
    expect(seen.at(-1)).toMatchObject({ rsc: '1', 'x-unrelated': 'kept' });
    expect(seen.at(-1)).not.toHaveProperty(name);
  });

  it('says which methods an address has', async () => {
    expect((await call('POST', '/findings')).headers.allow).toBe('GET, HEAD');
    expect((await call('TRACE', '/api/v1/findings')).headers.allow).toBe(
      'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    );
    expect((await call('DELETE', '/api/v1/tokens/1')).body).toBe('served DELETE /api/v1/tokens/1');
  });
});

/** The statuses and words of all answers on one connection, which the server or the last request closes. */
async function talk(bytes: string): Promise<string[]> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  const answers = (await text(socket)).split(/(?=HTTP\/1\.1 )/);
  return answers.map((answer) => {
    const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 'no answer';
    return [status, /served [^\r\n]*/.exec(answer)?.[0] ?? ''].join(' ').trim();
  });
}

const HOST = 'Host: plumbline.test\r\n';
const LAST = `GET /last HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`;
const post = (headers: string, body: string) => `POST /api/x HTTP/1.1\r\n${HOST}${headers}\r\n\r\n${body}`;

describe('one connection', () => {
  it.each([
    ['both lengths', post('Content-Length: 4\r\nTransfer-Encoding: chunked', `0\r\n\r\n${LAST}`)],
    ['two lengths', post('Content-Length: 2\r\nContent-Length: 30', `{}${LAST}`)],
    ['a negative length', post('Content-Length: -1', `{}${LAST}`)],
    ['a length of too many digits', post(`Content-Length: ${'9'.repeat(30)}`, `{}${LAST}`)],
    ['an encoding beside chunked', post('Transfer-Encoding: chunked, identity', `0\r\n\r\n${LAST}`)],
    ['a blank before the colon', post('Transfer-Encoding : chunked', `0\r\n\r\n${LAST}`)],
    ['a folded header', post('X-Folded: a\r\n b\r\nContent-Length: 2', `{}${LAST}`)],
    ['line feeds alone', `GET / HTTP/1.1\nHost: plumbline.test\n\n${LAST}`],
  ])('ends with 400, and nothing behind is taken for a request: %s', async (_what, bytes) => {
    seen.length = 0;
    expect(await talk(bytes)).toEqual(['400']);
    expect(seen).toEqual([]);
  });

  it('answers requests in their order, each with its own body', async () => {
    const first = post('Content-Length: 5', 'GET /');
    const second = post('Transfer-Encoding: chunked', '5\r\nGET /\r\n0\r\n\r\n');
    expect(await talk(`${first}${second}${LAST}`)).toEqual([
      '200 served POST /api/x',
      '200 served POST /api/x',
      '200 served GET /last',
    ]);
  });

  it('answers nothing after a request that it refuses', async () => {
    expect(await talk(`GET /%zz HTTP/1.1\r\n${HOST}\r\n${LAST}`)).toEqual(['400']);
  });

  it.each(['/', '/%zz', '/_next/webpack-hmr'])('is not handed over to another protocol: %s', async (path) => {
    const upgrade = `GET ${path} HTTP/1.1\r\n${HOST}Connection: close, Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    expect(await talk(upgrade)).toEqual([path === '/%zz' ? '400' : `200 served GET ${path}`]);
  });
});
