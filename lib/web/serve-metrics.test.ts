import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Measures } from '#lib/domain/metrics/metrics.ts';
import { apiRoutes } from './api-routes.ts';
import { measureRequest } from './measure-request.ts';
import { serveMetrics } from './serve-metrics.ts';

const TOKEN = 'a-token-of-more-than-thirty-two-characters';
const measures = new Measures();
const routes = apiRoutes();
let server: Server;
let url: string;
let token: string | undefined = TOKEN;
let collected: () => Promise<[string, number][]> = async () => [['plumbline_workers', 3]];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    measureRequest(measures, request, response, { path, routes });
    const answered = serveMetrics(token, measures, () => collected())(request, response, path);
    if (answered === null) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => server.close());

const scrape = (authorization?: string) =>
  fetch(`${url}/metrics`, { headers: authorization === undefined ? {} : { authorization } });

describe('/metrics', () => {
  it('answers the token of its own, and nothing else', async () => {
    const answer = await scrape(`Bearer ${TOKEN}`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await answer.text()).toContain('\nplumbline_workers 3\n');
    for (const wrong of [
      undefined,
      '',
      'Bearer ',
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Basic ${TOKEN}`,
      TOKEN,
    ]) {
      expect((await scrape(wrong)).status, String(wrong)).toBe(401);
    }
    token = undefined;
    for (const any of ['Bearer ', 'Bearer undefined', `Bearer ${TOKEN}`]) expect((await scrape(any)).status).toBe(404);
    token = TOKEN;
  });

  it('says what the web process knows while the database does not answer', async () => {
    collected = () => Promise.reject(new Error('no database'));
    const answer = await scrape(`Bearer ${TOKEN}`);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('plumbline_http_requests_total'),
    ]);
  });

  it('has few series, whatever is asked for', async () => {
    const before = measures.values().length;
    for (let number = 0; number < 300; number += 1) {
      const path = [
        `/x${number}`,
        `/api/${number}`,
        `/api/v1/uploads/u${number}`,
        `/_next/static/${number}.js`,
        `/metrics?${number}`,
      ];
      await fetch(`${url}${path[number % path.length]}"\n${number}`, { method: number % 7 === 0 ? 'PURGE' : 'GET' });
    }
    expect(measures.values().length - before).toBeLessThan(100);
    const text = measures
      .values()
      .map(([series]) => series)
      .join();
    expect(text).toContain('route="/api/v1/uploads/{id}",method="GET"');
    expect(text).not.toMatch(/x\d|u\d|PURGE/);
  });
});
