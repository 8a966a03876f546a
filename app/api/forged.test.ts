import { afterAll, describe, expect, it } from 'vitest';
import { apiRoutes } from '#lib/web/api-routes.ts';
import { MATRIX } from '../../fixtures/api-matrix.ts';
import { type Call, startApiWorld } from '../../fixtures/api-world.ts';
import { keptWorld } from '../../fixtures/kept-world.ts';

const world = await startApiWorld();
const { kept } = keptWorld(world);
await world.upload();
afterAll(() => world.close());

const routes = apiRoutes()
  // Senders of events have tokens, and no cookie opens their addresses.
  .filter(({ path }) => !path.startsWith('/api/auth/') && !path.startsWith('/services/'))
  .flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
const isRead = (route: string) => route.startsWith('GET ');
const writes = routes.filter((route) => !isRead(route));

/** How much there is of what a request could change. */
async function stored(): Promise<unknown> {
  const [row] = await world.harness.admin`
    select (select count(*) from tokens where revoked_at is null) as tokens, (select count(*) from users) as users,
      (select count(*) from sessions where revoked_at is null) as sessions, (select count(*) from uploads) as uploads,
      (select string_agg(full_name, ',' order by id) from repositories) as repositories,
      (select string_agg(name, ',' order by id) from organizations) as organizations`;
  return row;
}

/** Headers of a browser that another page makes send the request. */
const FORGED: [string, Record<string, string>][] = [
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a neighbouring site', { 'sec-fetch-site': 'same-site', origin: 'https://other.plumbline.example' }],
  ['another port of this host', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:4000' }],
  ['a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['an address that a person typed', { 'sec-fetch-site': 'none' }],
];

describe('a write that a page of somebody else makes the browser of an administrator send', () => {
  it.each(writes)('is refused and changes nothing: %s', async (route) => {
    const given = await MATRIX[route]?.call?.(kept, 'admin');
    const prepared = await stored();
    for (const [who, headers] of FORGED) {
      const call: Call = { ...given, headers };
      const answer = await world.call(route, 'admin', call);
      await answer.body?.cancel();
      expect([who, answer.status]).toEqual([who, 403]);
      expect(await stored()).toEqual(prepared);
    }
  });
});

describe('a read that asks to be taken for a write', () => {
  const overrides = {
    'x-http-method-override': 'DELETE',
    'x-http-method': 'DELETE',
    'x-method-override': 'DELETE',
    'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
    'x-middleware-next': '1',
    'next-router-prefetch': '1',
    rsc: '1',
  };

  it.each(routes.filter(isRead))('is answered as without that: %s', async (route) => {
    for (const actor of ['anonymous', 'viewer', 'admin'] as const) {
      const call: Call = (await MATRIX[route]?.call?.(kept, actor)) ?? {};
      const plain = await world.call(route, actor, call);
      const before = await stored();
      const query = { ...call.query, _method: 'DELETE' };
      const answer = await world.call(route, actor, { ...call, headers: { ...call.headers, ...overrides }, query });
      await Promise.all([plain.body?.cancel(), answer.body?.cancel()]);
      expect([actor, answer.status]).toEqual([actor, plain.status]);
      expect(await stored()).toEqual(before);
    }
  });
});

describe('a name with line breaks or other characters that nobody sees', () => {
  const unseen = [
    'Eve\r\nSet-Cookie: a=b',
    'Eve\nBcc: all@example.com',
    'Eve\u0000',
    'Eve\u0085x',
    'Eve\u2028x',
    'Eve\u202ex',
  ];
  const named: [string, (name: string) => Call][] = [
    ['POST /api/v1/tokens', (name) => ({ body: { kind: 'upload', name } })],
    ['PATCH /api/v1/users/me', (name) => ({ body: { name } })],
    ['PATCH /api/v1/organization', (name) => ({ body: { name } })],
    ['POST /api/v1/teams', (name) => ({ body: { name } })],
    ['POST /api/v1/users', (name) => ({ body: { email: `${name}@example.com`, role: 'viewer' } })],
    ['PATCH /api/v1/repos/{name}', (name) => ({ params: { name: ['acme', 'web'] }, body: { name: `acme/${name}` } })],
    [
      'PUT /api/v1/repos/{name}/labels',
      (name) => ({ params: { name: ['acme', 'web', 'labels'] }, body: { labels: [name] } }),
    ],
    // Names that other systems give may hold what is not seen, as branches do.
    ['POST /api/v1/uploads', (name) => ({ query: { repo: 'acme/web', pipeline: name }, body: '{}' })],
  ];

  it.each(named)('is refused by %s', async (route, callOf) => {
    const before = await stored();
    const given = routes.includes(route) ? route : 'PUT /api/v1/repos/{name}';
    const names = route === 'POST /api/v1/uploads' ? unseen.slice(0, 3) : unseen;
    for (const name of names) {
      const answer = await world.call(given, 'admin', callOf(name));
      expect([JSON.stringify(name), answer.status]).toEqual([JSON.stringify(name), 400]);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    expect(await stored()).toEqual(before);
  });
});

describe('a session cookie that was tampered with', () => {
  it('is nobody’s, wherever it was changed', async () => {
    const { cookie } = world.headersOf('admin');
    const [name = '', value = ''] = (cookie ?? '').split(/=(.*)/s);
    const at = (place: number) => value.slice(0, place) + (value[place] === 'A' ? 'B' : 'A') + value.slice(place + 1);
    const parts = value.split('.');
    const changed = [
      // In the middle of each part: the last character of one may hold bits that do not count.
      ...parts.flatMap((part, index) => (part === '' ? [] : [at(parts.slice(0, index).join('.').length + 2)])),
      value.slice(0, -4),
      `${value}.${value}`,
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${parts.slice(1).join('.')}`,
      '',
    ];
    for (const text of changed) {
      const answer = await world.call('GET /api/v1/users/me', 'anonymous', { headers: { cookie: `${name}=${text}` } });
      expect([text, answer.status]).toEqual([text, 401]);
    }
    const right = await world.call('GET /api/v1/users/me', 'anonymous', { headers: { cookie: `${name}=${value}` } });
    expect(right.status).toBe(200);
  });
});
