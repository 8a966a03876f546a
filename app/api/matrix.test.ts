import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '#lib/contracts/operations.ts';
import { sarifOf } from '#lib/services/testing.ts';
import { apiRoutes } from '#lib/web/api-routes.ts';
import { ACTORS, type Actor } from '../../fixtures/api-actors.ts';
import { MATRIX } from '../../fixtures/api-matrix.ts';
import { type Delivered, startApiWorld } from '../../fixtures/api-world.ts';
import { keptWorld } from '../../fixtures/kept-world.ts';

/** Served by the sign-in library, without a credential; tested in lib/web and in the browser. */
const OUTSIDE = new Set(['GET /api/auth/{nextauth}', 'POST /api/auth/{nextauth}']);

const world = await startApiWorld();
const { kept, forget } = keptWorld(world);
// Create acme/web, which the matrix names, and acme/other, which some tokens may see.
await world.upload();
const other = await world.upload('acme/other');
afterAll(() => world.close());

const routes = apiRoutes().flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
const guarded = routes.filter((route) => !OUTSIDE.has(route));

describe('the matrix of routes and credentials', () => {
  it('has a row for every route that exists, and for no other', () => {
    expect(guarded.filter((route) => !(route in MATRIX))).toEqual([]);
    expect(Object.keys(MATRIX).filter((route) => !guarded.includes(route))).toEqual([]);
  });

  it.each(guarded.filter((route) => route in MATRIX))('%s', async (route) => {
    const row = MATRIX[route];
    const got: string[] = [];
    for (const actor of ACTORS) {
      const answer = await world.call(route, actor, await row?.call?.(kept, actor));
      // Few files are written at a time: one that is given up has its place until its writer notices, on a slow machine too long.
      if (answer.headers.has('content-disposition')) await answer.arrayBuffer();
      else await answer.body?.cancel();
      if (!route.startsWith('GET ') && answer.ok) forget();
      got.push(String(answer.status));
    }
    expect(got.join(' ')).toBe(row?.statuses);
  });
});

interface Points {
  repository: number;
  organization: number;
}

const onlyRepositoryPoints = (item: { points?: Points }) =>
  item.points ? { ...item, points: { ...item.points, organization: item.points.repository } } : item;

const waitingOf = (queue: unknown): number => (queue as { waiting: number }).waiting;

type Body = Record<string, unknown> & { items: unknown[]; total: { value: number } };

describe('a credential of one repository', () => {
  let foreign: Delivered;
  /** Exceptions in the two places, by the finding of each. */
  const exceptions = new Map<string, string>();
  const except = async ({ findingId }: Delivered, actor: Actor) => {
    const body = { finding: findingId, kind: 'false_positive', reason: 'It is a test.', expires_at: null };
    const answer = await world.call('POST /api/v1/exceptions', actor, { body });
    exceptions.set(findingId, ((await answer.json()) as { id: string }).id);
  };
  // Only now: a row above loads the demo, which is refused once there are reports.
  beforeAll(async () => {
    foreign = await world.foreign();
    await except(foreign, 'otherOrganization');
    // Another one stays open.
    await world.upload('acme/other');
    await except(other, 'admin');
  });

  const read = async (path: string, actor: Actor, query: Record<string, string> = {}) => {
    const answer = await world.call(`GET ${path}`, actor, { query });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Body;
  };

  it.each(['findings', 'actions', 'uploads'])('lists and counts of %s what is of its repository', async (list) => {
    const path = `/api/v1/${list}`;
    const mine = await read(path, 'apiInScope');
    expect(mine.items.length).toBeGreaterThan(0);
    const all = await read(path, 'admin', { repo: 'acme/web' });
    // The organization is what the token sees: its repository alone.
    const seen = all.items.map((item) => onlyRepositoryPoints(item as { points?: Points }));
    // What waits for the worker is told of all that one may see, whatever the filter: of a system, too, for the admin.
    const { queue: ofMine, ...listed } = mine;
    const { queue: ofAll, ...allListed } = all;
    expect(listed).toEqual({ ...allListed, items: seen });
    if (list === 'uploads') expect(waitingOf(ofMine)).toBeLessThan(waitingOf(ofAll));
    expect(mine.total.value).toBeLessThan((await read(path, 'admin')).total.value);
  });

  it('has its figures and facets', async () => {
    const repositories = await read('/api/v1/repos', 'apiInScope');
    expect(repositories.items).toMatchObject([{ name: 'acme/web' }]);
    expect(repositories.total.value).toBe(1);
    const [web] = repositories.items as { open: object; score: number }[];
    const posture = await read('/api/v1/posture', 'apiInScope');
    expect(posture).toMatchObject({ open: web?.open, repositories: { total: 1 }, score: { score: web?.score } });
    const facets = await read('/api/v1/findings/facets', 'apiInScope');
    const all = (await read('/api/v1/findings/facets', 'admin', { repo: 'acme/web' })) as Body & { state: unknown };
    expect(facets.state).toEqual(all.state);
    expect(facets.repo).toMatchObject([{ value: 'acme/web' }]);
  });

  const byId = guarded.filter((route) => /\/(?:uploads|actions|findings|exceptions|repos)\/\{/.test(route));
  const places = [
    ['another repository', () => other, ['acme', 'other']],
    ['another organization', () => foreign, ['other', 'site']],
  ] as const;

  const tries = byId.flatMap((route) =>
    places.flatMap(([of, ids, name]) =>
      (['apiInScope', 'developer'] as const).map((actor) => [route, of, actor, ids, name] as const),
    ),
  );

  // The developer's team owns acme/web alone.
  it.each(tries)('%s answers of %s as of what does not exist: %s', async (route, _of, actor, ids, name) => {
    const { actionId, findingId, id: uploadId } = ids();
    const exceptionId = exceptions.get(findingId) ?? '';
    const decided = route.includes('/exceptions/') ? exceptionId : uploadId;
    const id = route.includes('/actions/') ? actionId : route.includes('/findings/') ? findingId : decided;
    const call = (params: Record<string, string | string[]>) =>
      world.call(route, actor, { params, ...(body === undefined ? {} : { body }) });
    const patch = route.includes('/actions/') ? { change: 'release' } : {};
    const decision = route.endsWith('/extend') ? { expires_at: null } : {};
    const posted = route.startsWith('POST') && route.includes('/exceptions/') ? decision : undefined;
    const body =
      BODIES.find(([end]) => route.endsWith(end))?.[1] ??
      (route.startsWith('PUT') ? { labels: [] } : route.startsWith('PATCH') ? patch : posted);
    const part = route.startsWith('PUT') ? ['labels'] : [];
    const missing = await call({ id: `${id.slice(0, 3)}_zzz_1`, name: ['acme', 'nothing', ...part] });
    const theirs = await call({ id, name: [...name, ...part] });
    expect(theirs.status).toBe(missing.status);
    expect(theirs.status).toBeGreaterThanOrEqual(403);
    if (actor === 'apiInScope') expect(theirs.status).toBe(404);
    expect(await theirs.text()).toBe(await missing.text());
  });
});

/** What is sent to these addresses of a finding. */
const BODIES: readonly (readonly [string, unknown])[] = [
  ['/severity', { severity: 'critical', reason: 'Everybody can reach it.' }],
  ['/findings/{id}/tags', { add: ['needs-design'] }],
  ['/comments', { body: 'Looked at it.' }],
  ['/watch', { watching: true }],
  ['POST /api/v1/actions/{id}/issues', { tracker: 1 }],
];

/** Ids of the same form that nothing has. */
function nonsenseFor(value: string | string[]): string | string[] {
  if (Array.isArray(value)) return value.map((part, index) => (index < 2 ? `${part}-nothing` : part));
  if (/^\d+$/.test(value)) return '987654321';
  return /^[a-z]{3}_/.test(value) ? `${value.slice(0, 3)}_zzz_1` : [...value].reverse().join('');
}

describe('an administrator of another organization', () => {
  const OTHER = ACTORS.indexOf('otherOrganization');
  const refused = guarded.filter((route) => {
    // What is of an account alone belongs to no organization.
    const isOwn = route.includes('/users/me/');
    // Which feed or week it is about is a word that all organizations have, not an id.
    const isWord = route.includes('/feeds/{kind}') || route.includes('/statements/{week}');
    return route.includes('{') && !isOwn && !isWord && Number(MATRIX[route]?.statuses.split(' ')[OTHER]) >= 400;
  });

  it('is refused by nearly every route with an id', () => {
    expect(refused.length).toBeGreaterThan(20);
  });

  it.each(refused)('gets of %s the same answer as of what does not exist', async (route) => {
    const given = (await MATRIX[route]?.call?.(kept, 'otherOrganization')) ?? {};
    const params = given.params ?? {};
    const nothing = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, nonsenseFor(value)]));
    const said = async (ids: typeof params) => {
      const answer = await world.call(route, 'otherOrganization', { ...given, params: ids });
      const words = Object.values(ids).flat();
      return [answer.status, words.reduce((text, word) => text.replaceAll(word, '…'), await answer.text())];
    };
    expect(await said(params)).toEqual(await said(nothing));
  });
});

/** What others may keep, and for how long: it is the same for everybody who may ask. */
const KEPT: Readonly<Record<string, string>> = {
  '/api/openapi.json': 'no-cache',
  '/api/badges/{badge}': 'public, max-age=300, must-revalidate',
};

describe('over all routes', () => {
  const reads = OPERATIONS.filter(({ method, path, route }) => {
    return method === 'GET' && route === undefined && guarded.includes(`GET ${path}`);
  });

  it.each(reads.map((read) => [read.path, read] as const))(
    'GET %s answers as the reference says',
    async (path, read) => {
      const answer = await world.call(`GET ${path}`, 'admin', await MATRIX[`GET ${path}`]?.call?.(kept, 'admin'));
      const schema = read.answers.find(({ status }) => status === answer.status)?.schema;
      expect(schema).toBeDefined();
      if (schema) expect(schema.safeParse(await answer.json()).error?.issues ?? []).toEqual([]);
      // A file is taken to its end: nobody has many at once.
      else await answer.arrayBuffer();
      expect(answer.headers.get('cache-control')).toBe(KEPT[path] ?? 'no-store');
    },
  );

  it.each(['Bearer nonsense', 'Basic YTpi', 'Bearer', `Token plb_api_${'0'.repeat(38)}`])(
    'the credential %s is refused with 401 and a word on what to do',
    async (authorization) => {
      const answer = await world.call('GET /api/v1/users/me', 'anonymous', { headers: { authorization } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(((await answer.json()) as { detail: string }).detail).toMatch(/Integrations|plumbline token create/);
    },
  );

  it('stored bytes are saved by a browser, and neither shown, run nor kept by a cache', async () => {
    const { id } = await world.upload();
    const { headers } = await world.call('GET /api/v1/uploads/{id}/raw', 'admin', { params: { id } });
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${id}-plumbtest"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
    });
  });

  it('what was refused, exported and downloaded is in the audit log', async () => {
    const refused = await world.call('POST /api/v1/tokens', 'viewer', { body: { kind: 'upload', name: 'x' } });
    expect(refused.status).toBe(403);
    await (await world.call('GET /api/v1/audit/export', 'auditor')).text();
    const { id } = await world.upload();
    await (await world.call('GET /api/v1/uploads/{id}/raw', 'security', { params: { id } })).text();
    const answer = await world.call('GET /api/v1/audit', 'auditor', { query: { limit: '200' } });
    const { items } = (await answer.json()) as { items: { verb: string; actor: object; detail: object }[] };
    const of = (verb: string) => items.filter((item) => item.verb === verb);
    expect(of('access.denied')).toContainEqual(
      expect.objectContaining({
        actor: expect.objectContaining({ name: 'viewer' }),
        detail: expect.objectContaining({ lacks: 'token:write' }),
      }),
    );
    expect(of('audit.exported')[0]?.actor).toMatchObject({ kind: 'person' });
    expect(of('upload.downloaded')[0]).toMatchObject({ actor: { kind: 'person' }, target: { id } });
  });

  it('a body is refused above what JSON of ours can need', async () => {
    const body = JSON.stringify({ kind: 'upload', name: 'x'.repeat(256 * 1024) });
    expect((await world.call('POST /api/v1/tokens', 'admin', { body })).status).toBe(413);
    expect((await world.call('POST /api/v1/setup', 'anonymous', { body })).status).toBe(413);
  });

  it('a page of another site cannot use the session of somebody who visits it', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const body = { kind: 'upload', name: 'stolen' };
    expect((await world.call('POST /api/v1/tokens', 'admin', { headers, body })).status).toBe(403);
    expect((await world.call('POST /api/v1/setup', 'anonymous', { headers, body })).status).toBe(403);
    expect((await world.call('POST /api/v1/session/sign-out', 'admin', { headers })).status).toBe(403);
  });

  it('data of one organization is in no list of another', async () => {
    const lists = guarded.filter((route) => route.startsWith('GET /api/v1/') && !route.includes('{'));
    for (const route of lists) {
      const answer = await world.call(route, 'otherOrganization');
      expect(await answer.text(), route).not.toMatch(/acme\/(?:web|other)|"name":"Acme"|to revoke/);
    }
  });

  it('a credential that repeats the delivery of another one may read the upload', async () => {
    const body = sarifOf([{ rule: 'twice', file: 'a.ts', line: 1, code: 'call()' }]);
    const deliver = async (actor: Actor) => {
      const answer = await world.call('POST /api/v1/uploads', actor, {
        query: { repo: 'acme/web', label: 'twice' },
        body,
      });
      return (await answer.json()) as { id: string; duplicate: boolean };
    };
    const { id } = await deliver('admin');
    expect(await deliver('uploadInScope')).toMatchObject({ id, duplicate: true });
    expect((await world.call('GET /api/v1/uploads/{id}', 'uploadInScope', { params: { id } })).status).toBe(200);
    expect((await world.call('GET /api/v1/uploads/{id}', 'uploadOutOfScope', { params: { id } })).status).toBe(404);
  });

  it('a session that was signed out is refused from the next request on', async () => {
    expect((await world.call('GET /api/v1/users/me', 'viewer')).status).toBe(200);
    expect((await world.call('POST /api/v1/session/sign-out', 'viewer')).status).toBe(303);
    expect((await world.call('GET /api/v1/users/me', 'viewer')).status).toBe(401);
  });

  it('a disabled person is refused from the next request on', async () => {
    expect((await world.call('GET /api/v1/users/me', 'developer')).status).toBe(200);
    await world.harness.admin`update users set disabled_at = now() where role = 'developer'`;
    expect((await world.call('GET /api/v1/users/me', 'developer')).status).toBe(401);
  });
});
