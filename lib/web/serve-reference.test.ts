import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenerFor } from './listener.ts';
import { PUBLIC_URL_PLACEHOLDER, serveReference } from './serve-reference.ts';

const PUBLIC_URL = 'https://plumbline.test/$&?a&b';
const BUILT = [
  '<!DOCTYPE html><html lang="en" data-theme="system"><head><link rel="stylesheet" href="/_next/static/a.css"/>',
  '<link rel="preload" as="script" fetchPriority="low" href="/_next/static/a.js"/>',
  '<script src="/_next/static/a.js" async=""></script></head>',
  `<body><p>Addresses begin with <code>${PUBLIC_URL_PLACEHOLDER}</code>.</p><script>one("<b>");\ntwo()</script>`,
  '<p>after</p><script id="_R_">three()</script></body></html>',
].join('');

const folder = mkdtempSync(join(tmpdir(), 'plumbline-reference-'));
const file = join(folder, 'api.html');
writeFileSync(file, BUILT);
const server = createServer(
  listenerFor(
    { PUBLIC_URL, TRUSTED_PROXIES: [] },
    async (_request, response) => void response.end('from the application'),
    { serveStatic: [serveReference(file, PUBLIC_URL)] },
  ),
);

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

async function ask(headers: Record<string, string> = {}, method = 'GET', path = '/docs/api'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const request = send({ host: '127.0.0.1', port, method, path, headers });
  request.end();
  const [response] = await once(request, 'response');
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(await response.toArray()) };
}

describe('the API reference', () => {
  it('is the built page without its scripts, with the address where Plumbline is reached', async () => {
    const { headers, body } = await ask();
    expect(body.toString()).toBe(
      '<!DOCTYPE html><html lang="en" data-theme="system"><head><link rel="stylesheet" href="/_next/static/a.css"/>' +
        '</head><body><p>Addresses begin with <code>https://plumbline.test/$&amp;?a&amp;b</code>.</p>' +
        '<p>after</p></body></html>',
    );
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-length': `${body.length}` });
  });

  it('may run no script, and is answered with the headers of every answer', async () => {
    const { headers } = await ask();
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.filter((rule) => /script|unsafe|\*/.test(rule))).toEqual([]);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });

  it.each([
    ['', 'system'],
    ['plumbline-theme=dark', 'dark'],
    ['a=b; plumbline-theme=light', 'light'],
    ['plumbline-theme="><script>', 'system'],
  ])('of who has the cookies "%s" is shown in the theme %s', async (cookie, theme) => {
    expect((await ask({ cookie })).body.toString()).toContain(`<html lang="en" data-theme="${theme}">`);
  });

  it('is compressed for who takes it', async () => {
    const { headers, body } = await ask({ 'accept-encoding': 'gzip, deflate', cookie: 'plumbline-theme=dark' });
    expect(headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-length': `${body.length}`,
      vary: 'accept-encoding',
    });
    expect(gunzipSync(body).toString()).toContain('data-theme="dark"');
    expect((await ask({ 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
  });

  it('is not sent again to who has it in this theme', async () => {
    const { headers } = await ask();
    expect(headers['cache-control']).toBe('private, no-cache');
    const known = { 'if-none-match': String(headers.etag) };
    const again = await ask(known);
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(again.headers['content-security-policy']).toBe(headers['content-security-policy']);
    expect((await ask({ ...known, cookie: 'plumbline-theme=dark' })).status).toBe(200);
  });

  it('has no body for HEAD', async () => {
    const { status, headers, body } = await ask({}, 'HEAD');
    expect([status, body.length]).toEqual([200, 0]);
    expect(Number(headers['content-length'])).toBeGreaterThan(0);
  });

  it.each([
    ['GET', '/docs/api/more'],
    ['GET', '/docs'],
  ])('leaves %s %s to the application', async (method, path) => {
    expect((await ask({}, method, path)).body.toString()).toBe('from the application');
  });
});
