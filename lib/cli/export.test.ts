import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runLine as plumbline } from './testing.ts';

const home = mkdtempSync(join(tmpdir(), 'plumbline-export-'));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(home, { recursive: true });
});

async function serverThat(answers: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    answers(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { asked, env: { PLUMBLINE_URL: `http://127.0.0.1:${port}`, PLUMBLINE_TOKEN: 'plb_api_made_up' } };
}

describe('export', () => {
  it('writes a list with its filters into a file, or prints it', async () => {
    const { asked, env } = await serverThat((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('finding,state\r\nacme/w');
      response.end('eb#1,open\r\n');
    });
    const file = join(home, 'findings.csv');
    const line = `export findings --repo acme/web --opened-since 2026-03-01 --scope team:payments --file ${file}`;
    expect(await plumbline(line, env)).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(file, 'utf8')).toBe('finding,state\r\nacme/web#1,open\r\n');
    expect(await plumbline('export queue --format json', env)).toMatchObject({
      code: 0,
      out: 'finding,state\r\nacme/web#1,open\r\n',
    });
    expect(asked[1]).toBe('GET /api/v1/actions/export?format=json Bearer plb_api_made_up');
    expect(asked[0]).toMatch(/^GET \/api\/v1\/findings\/export\?/);
    expect(new URL(asked[0]?.split(' ')[1] ?? '', 'http://x').searchParams.toString().split('&').sort()).toEqual([
      'opened_since=2026-03-01',
      'repo=acme%2Fweb',
      'scope=team%3Apayments',
    ]);
  });

  it('leaves no file behind when the server breaks off', async () => {
    const { env } = await serverThat((request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('finding\r\n', () => request.socket.destroy());
    });
    const file = join(home, 'torn.csv');
    const torn = await plumbline(`export findings --file ${file}`, env);
    expect([torn.code, torn.err]).toEqual([2, expect.stringContaining('broke off')]);
    expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false]);
  });

  it('says what is wrong before it asks, and what the server answers', async () => {
    const { asked, env } = await serverThat((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ detail: 'There is no repository acme/x.' }));
    });
    expect(await plumbline('export uploads', env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Name a list'),
    });
    expect((await plumbline('export queue --format sarif', env)).err).toContain('--format');
    expect((await plumbline('export findings --severity worst', env)).err).toContain('--severity');
    expect(asked).toEqual([]);
    expect((await plumbline('export findings --repo acme/x', env)).err).toBe(
      'plumbline: There is no repository acme/x.\n',
    );
  });
});
