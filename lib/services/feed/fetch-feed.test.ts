import { createServer, type IncomingMessage, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getFeed } from '#lib/views/feed/get-feeds.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { changeFeed } from './change-feed.ts';
import { fetchFeed } from './fetch-feed.ts';
import { fetchFeeds } from './fetch-feeds.ts';
import { loadFeed } from './load-feed.ts';
import { epssOf } from './testing.ts';

type Answer = { status: number; headers?: Record<string, string>; body?: Uint8Array };

let harness: Harness;
let server: Server;
let origin = '';
let answers: Answer[] = [];
let asked: IncomingMessage[] = [];

beforeAll(async () => {
  const started = await startHarness(undefined, { readers: inProcessReader });
  const env = { ...started.env, ALLOW_PRIVATE_SINKS: true };
  harness = { ...started, env, ctx: { ...started.ctx, env } };
  server = createServer((request, response) => {
    asked.push(request);
    const { status, headers = {}, body } = answers.shift() ?? { status: 500 };
    response.writeHead(status, headers).end(body);
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(async () => {
  server.close();
  await harness.close();
});

/** What the worker does when the feed is due, with these answers of the server. */
async function fetched(...given: Answer[]) {
  answers = given;
  asked = [];
  await fetchFeed(harness, { orgId: harness.ctx.orgId, kind: 'epss' });
  const [waiting] = await harness.sql<{ id: number }[]>`select id from feed_loads where state = 'received'`;
  if (waiting) await loadFeed(harness, { orgId: harness.ctx.orgId, load: waiting.id });
  return getFeed(harness.ctx, 'epss');
}
const jobs = async () =>
  (
    await harness.admin<{ key: string }[]>`
      delete from graphile_worker._private_jobs where key like 'fetch-feed:%' returning key`
  ).length;

const DAY = 24 * 60;

describe('a feed that is fetched', () => {
  const file = gzipSync(epssOf('2026-03-01', [[1, 0.5]]));

  it('comes at once, follows to the file of the day, and is asked for once a day whether it is newer', async () => {
    await changeFeed(harness.ctx, 'epss', { url: `${origin}/current` });
    expect(await jobs()).toBe(1);
    const moved = { status: 302, headers: { location: '/today.csv.gz' } };
    const first = await fetched(moved, { status: 200, headers: { etag: '"a"' }, body: file });
    expect(asked.map(({ url }) => url)).toEqual(['/current', '/today.csv.gz']);
    expect(first.loaded).toMatchObject({
      way: 'schedule',
      by: null,
      rows: 1,
      source: expect.stringContaining('127.0.0.1'),
    });
    expect(first.source).toMatchObject({ failures: 0, error: null, next_at: '2026-03-03T09:00:00.000Z' });
    expect(await fetched()).toEqual(first);
    expect(asked).toEqual([]);
    tick(harness, DAY);
    await fetchFeeds(harness);
    expect(await jobs()).toBe(1);
    await fetched({ status: 304 });
    expect(asked[0]?.headers['if-none-match']).toBe('"a"');
    tick(harness, DAY);
    const same = await fetched({ status: 200, body: file });
    expect(same.loads).toHaveLength(1);
  });

  it('that fails is tried again, ever later, and what was loaded stays', async () => {
    tick(harness, DAY);
    const before = (await getFeed(harness.ctx, 'epss')).loaded;
    const bad = await fetched({ status: 503 });
    expect(bad.source).toMatchObject({ failures: 1, error: 'The server answered 503.' });
    expect(Date.parse(bad.source?.next_at ?? '') - harness.clock.now.getTime()).toBe(15 * 60_000);
    tick(harness, 15);
    const loop = await fetched(...Array.from({ length: 5 }, () => ({ status: 302, headers: { location: '/x' } })));
    expect(loop.source).toMatchObject({ failures: 2, error: 'There were more than 3 redirects.' });
    expect(Date.parse(loop.source?.next_at ?? '') - harness.clock.now.getTime()).toBe(30 * 60_000);
    tick(harness, 30);
    const elsewhere = await fetched({ status: 302, headers: { location: 'http://169.254.169.254/latest' } });
    expect(elsewhere.source?.error).toMatch(/nothing can be sent to an address of that kind/);
    expect([elsewhere.loaded, elsewhere.source?.failures]).toEqual([before, 3]);
  });

  it('is refused a private address, and stops when the address is taken away', async () => {
    const strict = { ...harness.ctx, env: { ...harness.ctx.env, ALLOW_PRIVATE_SINKS: false } };
    await expect(changeFeed(strict, 'kev', { url: 'https://10.0.0.1/kev.json' })).rejects.toThrow(/private network/);
    await changeFeed(harness.ctx, 'epss', { url: null });
    expect((await getFeed(harness.ctx, 'epss')).source).toBeNull();
    await fetched({ status: 200, body: file });
    expect(asked).toEqual([]);
  });

  it('of which the file was never read, however often it was tried, says so', async () => {
    await harness.admin`
      insert into feed_loads (org_id, kind, state, way, forced, blob, bytes, sha256, received_at, rows, changed, invalid, invalid_rows)
      values (${harness.ctx.orgId}, 'kev', 'received', 'upload', false, 'x', 1, '', ${harness.clock.now}, 0, 0, 0, '[]')`;
    tick(harness, 2);
    await fetchFeeds(harness);
    const [load] = (await getFeed(harness.ctx, 'kev')).loads;
    expect(load).toMatchObject({ status: 'refused', reason: expect.stringContaining('given up') });
  });
});
