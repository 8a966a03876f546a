import { afterAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '#lib/contracts/operations.ts';
import { MATRIX } from '../../fixtures/api-matrix.ts';
import { ACTORS, startApiWorld } from '../../fixtures/api-world.ts';
import { apiRoutes } from '../../fixtures/routes.ts';

/** Served by the sign-in library for everybody; what it guards is tested beside lib/web and in the browser. */
const OUTSIDE = new Set(['GET /api/auth/{nextauth}', 'POST /api/auth/{nextauth}']);

const world = await startApiWorld();
// acme/web exists from here on, for every row that names it.
await world.upload();
afterAll(() => world.close());

const routes = apiRoutes().flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
const guarded = routes.filter((route) => !OUTSIDE.has(route));

describe('who gets what', () => {
  it('is written down for every route that exists, and for no other', () => {
    expect(guarded.filter((route) => !(route in MATRIX))).toEqual([]);
    expect(Object.keys(MATRIX).filter((route) => !guarded.includes(route))).toEqual([]);
  });

  it.each(guarded.filter((route) => route in MATRIX))('%s', async (route) => {
    const row = MATRIX[route];
    const got: string[] = [];
    for (const actor of ACTORS) {
      const answer = await world.call(route, actor, await row?.call?.(world, actor));
      await answer.body?.cancel();
      got.push(String(answer.status));
    }
    expect(got.join(' ')).toBe(row?.statuses);
  });
});

describe('over all routes', () => {
  const reads = OPERATIONS.filter(({ method, path, route }) => {
    return method === 'GET' && route === undefined && guarded.includes(`GET ${path}`);
  });

  it.each(reads.map((read) => [read.path, read] as const))(
    'GET %s answers as the reference says',
    async (path, read) => {
      const answer = await world.call(`GET ${path}`, 'admin', await MATRIX[`GET ${path}`]?.call?.(world, 'admin'));
      const schema = read.answers.find(({ status }) => status === answer.status)?.schema;
      expect(schema).toBeDefined();
      if (schema) expect(schema.safeParse(await answer.json()).error?.issues ?? []).toEqual([]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
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
      expect(await answer.text(), route).not.toMatch(/acme\/web|"name":"Acme"|to revoke/);
    }
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
