import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findUpload } from '#db/queries/uploads.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { MOST_FACTS_OF_A_DAY } from '#lib/domain/privilege/events/windows.ts';
import { startOfDay } from '#lib/domain/time.ts';
import { gatherEvents } from '#lib/services/events/gather-events.ts';
import { changeLimits } from '#lib/services/limits/change-limits.ts';
import { type Harness, startHarness, tick } from '#lib/services/testing.ts';
import { createToken } from '#lib/services/token/create.ts';
import { GET, POST as postPath } from './[...path]/route.ts';
import { POST } from './route.ts';

let harness: Harness;
const tokens = new Map<string, string>();

beforeAll(async () => {
  harness = await startHarness();
  Object.assign(globalThis, { plumblineSystem: { ...harness } });
  for (const [name, repositories] of [
    ['mine', ['aembit/acme']],
    ['many', ['aembit/*']],
    ['other', ['acme/web']],
  ] as const) {
    const body = createTokenBody.parse({ kind: 'upload', name, repositories, expires_in_days: 365 });
    const { ctx, systemSql } = harness;
    const caller = { ...operatorOf(ctx.orgId), sql: systemSql.boundTo(ctx.orgId), now: harness.now };
    tokens.set(name, (await createToken(caller, body)).token);
  }
});
afterAll(() => harness.close());

const CHANNEL = '0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba';

const event = (result: string, client = 'deploy', more: object = {}) => ({
  event: {
    meta: {
      eventType: 'access.authorization',
      eventId: crypto.randomUUID(),
      timestamp: harness.clock.now.toISOString(),
    },
    outcome: { result },
    clientWorkload: { id: `c-${client}`, name: client },
    serverWorkload: { id: 's-db', name: 'orders-db' },
    accessPolicy: { id: 'p', name: 'reads orders' },
  },
  ...more,
});

const batch = (...events: object[]): string => events.map((each) => JSON.stringify(each)).join('');

interface Sent {
  path?: string;
  token?: string;
  headers?: Record<string, string>;
}

async function send(body: string | Uint8Array<ArrayBuffer>, { path = '', token = 'mine', headers = {} }: Sent = {}) {
  const authorization: Record<string, string> =
    token === '' ? {} : { authorization: `Splunk ${tokens.get(token) ?? token}` };
  const request = new Request(`http://plumbline.test/services/collector${path}`, {
    method: 'POST',
    body,
    headers: { ...authorization, ...headers },
  });
  const answer = await (path === '' || path.startsWith('?') ? POST(request) : postPath(request));
  const read = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, headers: answer.headers, body: read };
}

const tallies = (slug = 'aembit/acme') => harness.admin<{ count: number; fact: { kind: string; outcome?: string } }[]>`
  select t.count, t.fact from event_tallies t join repositories r on r.org_id = t.org_id and r.id = t.repo_id
  where r.slug = ${slug} order by t.fact ->> 'outcome', t.key`;

const counted = async (slug?: string): Promise<number> =>
  (await tallies(slug)).reduce((sum, { count }) => sum + count, 0);

/** Makes inventories as the worker does, and reads them. */
async function gather() {
  tick(harness, 1);
  await gatherEvents({ ...harness });
  const [waiting] = await harness.admin<{ repoId: number; number: number }[]>`
    select repo_id, number from uploads where state = 'received'`;
  if (waiting === undefined) return null;
  const scope = { orgId: harness.ctx.orgId, repoId: waiting.repoId };
  const upload = await findUpload(harness.sql, scope, waiting.number);
  return upload && harness.process(upload);
}

describe('events that are sent as to Splunk', () => {
  it('are in the database when they are acknowledged, and become an inventory with findings that close', async () => {
    const denied = Array.from({ length: 5 }, () => event('Unauthorized'));
    expect(await send(batch(...denied))).toMatchObject({ status: 200, body: { text: 'Success', code: 0 } });
    expect(await counted()).toBe(5);
    const first = await gather();
    expect(first).toMatchObject({
      state: 'processed',
      scanner: 'plumbline-aembit',
      introduced: 1,
      credentialName: 'mine',
    });
    const [repository] = await harness.admin`select kind from repositories where slug = 'aembit/acme'`;
    expect(repository?.kind).toBe('system');
    // Nothing new, no inventory.
    expect(await gather()).toBe(null);
    // Another workload alone says nothing of the first, which stays.
    await send(batch(event('Authorized', 'web')));
    expect(await gather()).toMatchObject({ state: 'processed', introduced: 0, fixed: 0 });
    tick(harness, 60);
    await send(batch(event('Authorized')));
    expect(await gather()).toMatchObject({ fixed: 1 });
  });

  it('count once when a batch comes again, and by their own number when they are other ones', async () => {
    const before = await counted();
    const body = batch(event('Authorized'), event('Authorized'));
    const headers = { 'X-Splunk-Request-Channel': CHANNEL };
    expect((await send(body, { headers })).body).toEqual({ text: 'Success', code: 0, ackId: 0 });
    expect((await send(body, { headers })).body).toMatchObject({ ackId: 0 });
    expect((await send(batch(event('Authorized')), { path: `/event?channel=${CHANNEL}` })).body).toMatchObject({
      ackId: 1,
    });
    expect(await counted()).toBe(before + 3);
    const acks = await send(JSON.stringify({ acks: [0, 1, 2] }), { path: `/ack?channel=${CHANNEL}` });
    expect(acks).toMatchObject({ status: 200, body: { acks: { 0: true, 1: true, 2: false } } });
    const others = await send(JSON.stringify({ acks: [0] }), { path: `/ack?channel=${CHANNEL}`, token: 'other' });
    expect(others.body).toEqual({ acks: { 0: false } });
  });

  it('are all there when many senders come at the same time', async () => {
    const before = await counted();
    const sent = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        send(batch(event('Authorized', `w${index % 3}`)), { headers: { 'X-Splunk-Request-Channel': CHANNEL } }),
      ),
    );
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 200));
    expect(new Set(sent.map(({ body }) => body.ackId)).size).toBe(sent.length);
    expect(await counted()).toBe(before + sent.length);
  });

  it('may be compressed, and be at any of the addresses that senders know', async () => {
    const before = await counted();
    const gzip = { headers: { 'content-encoding': 'gzip' } };
    expect((await send(gzipSync(batch(event('Authorized'))), gzip)).status).toBe(200);
    expect((await send(batch(event('Authorized')), { path: '/event/1.0' })).status).toBe(200);
    const line = JSON.stringify(event('Authorized').event);
    expect((await send(`${line}\n${line}\n`, { path: `/raw?channel=${CHANNEL}` })).status).toBe(200);
    expect(await counted()).toBe(before + 4);
  });

  it('are of the tenant that the token names, else of that which the event names', async () => {
    await send(batch(event('Authorized', 'x', { source: 'second' })), { token: 'mine' });
    expect(await counted('aembit/second')).toBe(0);
    await send(batch(event('Authorized', 'x', { source: 'second' }), event('Authorized', 'x', { source: 'third' })), {
      token: 'many',
    });
    expect([await counted('aembit/second'), await counted('aembit/third')]).toEqual([1, 1]);
    await send(batch(event('Authorized')), { path: '/event?source=third', token: 'many' });
    expect(await counted('aembit/third')).toBe(2);
  });

  it.each<[string, string, Sent, number, object]>([
    ['no token', '{"event":1}', { token: '' }, 401, { text: 'Token is required', code: 2 }],
    [
      'no token behind the word',
      '{"event":1}',
      { token: '', headers: { authorization: 'Splunk' } },
      401,
      { text: 'Token is required', code: 2 },
    ],
    [
      'another word',
      '{"event":1}',
      { token: '', headers: { authorization: 'Digest x' } },
      401,
      { text: 'Invalid authorization', code: 3 },
    ],
    ['an unknown token', '{"event":1}', { token: 'plb_up_nobody' }, 403, { text: 'Invalid token', code: 4 }],
    [
      'a token for something else',
      '{"source":"acme","event":1}',
      { token: 'other' },
      403,
      { text: 'Invalid token', code: 4 },
    ],
    [
      'a token in the address',
      '{"event":1}',
      { path: '?token=x' },
      400,
      { text: 'Query string authorization is not enabled', code: 16 },
    ],
    ['nothing', '', {}, 400, { text: 'No data', code: 5 }],
    ['blanks', ' \n', {}, 400, { text: 'No data', code: 5 }],
    ['no JSON', 'hello', {}, 400, { text: 'Invalid data format', code: 6, 'invalid-event-number': 0 }],
    [
      'a cut off event',
      '{"event":1}{"event":',
      {},
      400,
      { text: 'Invalid data format', code: 6, 'invalid-event-number': 1 },
    ],
    [
      'an event without event',
      '{"time":1}',
      {},
      400,
      { text: 'Event field is required', code: 12, 'invalid-event-number': 0 },
    ],
    [
      'a blank event',
      '{"event":""}',
      {},
      400,
      { text: 'Event field cannot be blank', code: 13, 'invalid-event-number': 0 },
    ],
    [
      'no name of a tenant',
      '{"event":1}',
      { token: 'many' },
      400,
      { text: 'Incorrect index', code: 7, 'invalid-event-number': 0 },
    ],
    ['a channel that is none', '{"event":1}', { path: '?channel=1' }, 400, { text: 'Invalid data channel', code: 11 }],
    ['raw without a channel', '{"a":1}', { path: '/raw' }, 400, { text: 'Data channel is missing', code: 10 }],
    ['acks without a channel', '{"acks":[0]}', { path: '/ack' }, 400, { text: 'Data channel is missing', code: 10 }],
    [
      'a question that is none',
      '{"acks":"all"}',
      { path: `/ack?channel=${CHANNEL}` },
      400,
      { text: 'Invalid data format', code: 6 },
    ],
    [
      'not the encoding that it claims',
      '{"event":1}',
      { headers: { 'content-encoding': 'gzip' } },
      400,
      { text: 'Invalid data format', code: 6, 'invalid-event-number': 0 },
    ],
    ['another address', '{"event":1}', { path: '/metrics' }, 404, { code: 404 }],
    ['too much', `{"event":"${'x'.repeat(9 * 1024 * 1024)}"}`, {}, 413, { text: 'Request entity too large', code: 27 }],
  ])("are refused with Splunk's own answer: %s", async (_what, body, sent, status, answer) => {
    const before = await counted();
    expect(await send(body, sent)).toMatchObject({ status, body: answer });
    expect(await counted()).toBe(before);
  });

  it('are refused as a whole: nothing of a batch with a wrong event is kept', async () => {
    const before = await counted();
    expect((await send(`${batch(event('Authorized'))}{"event":`)).status).toBe(400);
    expect(await counted()).toBe(before);
  });

  it('count against the limits of deliveries, and wait where these are reached', async () => {
    await changeLimits(harness.ctx, { credential_uploads_per_minute: 1 });
    tick(harness, 180);
    expect((await send(batch(event('Authorized', 'limited')))).status).toBe(200);
    const refused = await send(batch(event('Authorized', 'limited again')));
    await changeLimits(harness.ctx, { credential_uploads_per_minute: null });
    expect(refused).toMatchObject({ status: 503, body: { text: 'Server is busy', code: 9 } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('are refused where those of one day say more different things than there can be', async () => {
    await harness.admin`
      insert into event_tallies (org_id, repo_id, day, key, fact, count, last_at)
      select r.org_id, r.id, ${startOfDay(harness.clock.now)}, decode(md5(n::text), 'hex'), '{}'::jsonb, 1, now()
      from repositories r, generate_series(1, ${MOST_FACTS_OF_A_DAY}) n where r.slug = 'aembit/acme'`;
    expect(await send(batch(event('Authorized', 'one more')))).toMatchObject({ status: 503, body: { code: 9 } });
    expect(JSON.stringify(await tallies())).not.toContain('one more');
    await harness.admin`delete from event_tallies where fact = '{}'::jsonb`;
  });

  it('say that they would be taken, without a token', async () => {
    const ask = async (path: string) =>
      (await GET(new Request(`http://plumbline.test/services/collector/${path}`))).json();
    expect(await ask('health')).toEqual({ text: 'HEC is healthy', code: 17 });
    expect(await ask('health/1.0')).toMatchObject({ code: 17 });
    expect(await ask('nothing')).toMatchObject({ code: 404 });
  });

  it('note once in the audit log who sends', async () => {
    const entries = await harness.admin<{ name: string }[]>`
      select target_name as name from audit_entries where verb = 'upload.events_begun' order by target_name`;
    expect(entries.map(({ name }) => name)).toEqual(['aembit/acme', 'aembit/second', 'aembit/third']);
  });

  it('are forgotten when they are old, and the inventory with them', async () => {
    harness.clock.now = new Date(harness.clock.now.getTime() + 100 * 86_400_000);
    await send(batch(event('Authorized', 'late')));
    await gather();
    expect((await tallies()).map(({ count }) => count)).toEqual([1]);
    const batches = await harness.admin`
      select 1 from event_batches b join repositories r on r.id = b.repo_id where r.slug = 'aembit/acme'`;
    expect(batches).toHaveLength(1);
  });
});
