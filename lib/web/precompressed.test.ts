import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenerFor } from './listener.ts';
import { precompressed } from './precompressed.ts';

const SCRIPT = 'console.log("plumbline");'.repeat(100);
const folder = mkdtempSync(join(tmpdir(), 'plumbline-static-'));
mkdirSync(join(folder, 'chunks'));
writeFileSync(join(folder, 'chunks/a.js.br'), brotliCompressSync(SCRIPT));
writeFileSync(join(folder, 'chunks/plain.js'), SCRIPT);

const server = createServer(
  listenerFor(
    { PUBLIC_URL: 'https://plumbline.test', TRUSTED_PROXIES: [] },
    async (_request, response) => void response.end('from the application'),
    { serveStatic: [precompressed(folder, '/_next/static')] },
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

async function call(
  method: string,
  path: string,
  accepted: string,
): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  const { port } = server.address() as AddressInfo;
  const request = send({ host: '127.0.0.1', port, method, path, headers: { 'accept-encoding': accepted } });
  request.end();
  const [response] = await once(request, 'response');
  return { headers: response.headers, body: Buffer.concat(await response.toArray()) };
}

describe('static files that were compressed beforehand', () => {
  it.each(['br', 'gzip, deflate, br, zstd', 'gzip,br;q=0.5'])('are served to who accepts %s', async (accepted) => {
    const { headers, body } = await call('GET', '/_next/static/chunks/a.js?dpl=1', accepted);
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'application/javascript; charset=utf-8',
      'content-length': String(body.length),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
    });
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  });

  it('may be left half way', async () => {
    writeFileSync(join(folder, 'large.js.br'), randomBytes(16 << 20));
    const serve = precompressed(folder, '/_next/static');
    const answered = Promise.withResolvers<void>();
    const large = createServer((request, response) => {
      serve(request, response, '/_next/static/large.js')?.then(answered.resolve, answered.reject);
    });
    large.listen(0, '127.0.0.1');
    await once(large, 'listening');
    const { port } = large.address() as AddressInfo;
    const request = send({ host: '127.0.0.1', port, headers: { 'accept-encoding': 'br' } });
    request.end();
    const [response] = await once(request, 'response');
    response.destroy();
    await expect(answered.promise).resolves.toBeUndefined();
    large.close();
  });

  it('have no body for HEAD, and its headers', async () => {
    const { headers, body } = await call('HEAD', '/_next/static/chunks/a.js', 'br');
    expect(headers).toMatchObject({ 'content-encoding': 'br' });
    expect(body).toHaveLength(0);
  });

  it.each([
    ['GET', '/_next/static/chunks/a.js', 'gzip, deflate'],
    ['GET', '/_next/static/chunks/a.js', 'gzip, br;q=0'],
    ['GET', '/_next/static/chunks/a.js', ''],
    ['GET', '/_next/static/chunks/plain.js', 'br'],
    ['GET', '/_next/static/../static/chunks/a.js', 'br'],
  ])('leave %s %s of who accepts "%s" to the application', async (method, path, accepted) => {
    const { headers, body } = await call(method, path, accepted);
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe('from the application');
  });
});
