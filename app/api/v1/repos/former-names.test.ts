import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenBody } from '#lib/contracts/token.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { sarifOf } from '#lib/services/testing.ts';
import { createToken } from '#lib/services/token/create.ts';
import { type ApiWorld, startApiWorld } from '../../../../fixtures/api-world.ts';

let world: ApiWorld;

beforeAll(async () => {
  world = await startApiWorld();
  await world.upload('acme/web');
  const body = { name: 'acme/shop' };
  expect((await world.call('PATCH /api/v1/repos/{name}', 'admin', { params: web, body })).status).toBe(200);
});
afterAll(() => world.close());

const web = { name: ['acme', 'web'] };
const REPO = '/api/v1/repos/{name}';

async function tokenFor(input: object): Promise<Record<string, string>> {
  const { ctx, sql } = world.harness;
  const body = createTokenBody.parse({ name: 'ci', ...input });
  const { token } = await createToken({ ...operatorOf(ctx.orgId), sql, now: () => new Date() }, body);
  return { authorization: `Bearer ${token}` };
}

let reports = 0;
async function send(repo: string, headers: Record<string, string>) {
  reports += 1;
  const body = sarifOf([{ rule: 'r', file: 'a.ts', line: reports, code: `call(${reports})` }]);
  const answer = await world.call('POST /api/v1/uploads', 'anonymous', { query: { repo }, body, headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('a former name of a repository', () => {
  it.each([
    [['acme', 'web'], '/api/v1/repos/acme/shop'],
    [['ACME', 'Web'], '/api/v1/repos/acme/shop'],
    [['acme/web'], '/api/v1/repos/acme/shop'],
    [['acme', 'web', 'posture'], '/api/v1/repos/acme/shop/posture'],
  ])('as the address %j leads to the present one', async (name, location) => {
    const answer = await world.call(`GET ${REPO}`, 'viewer', { params: { name }, query: { a: 'b' } });
    expect([answer.status, answer.headers.get('location')]).toEqual([307, `${location}?a=b`]);
  });

  it('leads changes there as well, and nobody who may not see the repository', async () => {
    const change = await world.call(`PATCH ${REPO}`, 'admin', { params: web, body: { criticality: 'low' } });
    expect([change.status, change.headers.get('location')]).toEqual([307, '/api/v1/repos/acme/shop']);
    expect((await world.call(`GET ${REPO}`, 'otherOrganization', { params: web })).status).toBe(404);
    expect((await world.call(`GET ${REPO}`, 'apiOutOfScope', { params: web })).status).toBe(404);
    expect((await world.call(`GET ${REPO}`, 'uploadInScope', { params: web })).status).toBe(403);
  });

  it('takes reports, and says where they went', async () => {
    const headers = await tokenFor({ kind: 'upload', repositories: ['*'] });
    expect(await send('acme/Web', headers)).toMatchObject({
      status: 202,
      body: { repo: 'acme/shop', note: expect.stringContaining('acme/Web is called acme/shop now') },
    });
    expect(await send('acme/shop', headers)).toMatchObject({ status: 202, body: { repo: 'acme/shop', note: null } });
  });

  it('in a token means the repository, under both names', async () => {
    const upload = await tokenFor({ kind: 'upload', repositories: ['acme/web'] });
    expect((await send('acme/web', upload)).status).toBe(202);
    expect((await send('acme/shop', upload)).status).toBe(202);
    expect((await send('acme/other', upload)).status).toBe(403);
    const reading = await tokenFor({ kind: 'api', role: 'viewer', repositories: ['acme/web'] });
    const params = { name: ['acme', 'shop'] };
    expect((await world.call(`GET ${REPO}`, 'anonymous', { params, headers: reading })).status).toBe(200);
  });

  it('is no name that a pattern in a token matches: what went to another owner is out of its reach', async () => {
    await world.upload('acme/leaving');
    const params = { name: ['acme', 'leaving'] };
    const all = await tokenFor({ kind: 'upload', repositories: ['acme/*'] });
    expect((await send('acme/leaving', all)).status).toBe(202);
    await world.call(`PATCH ${REPO}`, 'admin', { params, body: { name: 'beta/arrived' } });
    const refused = await send('acme/leaving', all);
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toBe('acme/leaving has another name now, for which this credential may not deliver.');
    expect((await send('acme/leaving', await tokenFor({ kind: 'upload', repositories: ['beta/*'] }))).status).toBe(202);
    expect(
      (await send('acme/leaving', await tokenFor({ kind: 'upload', repositories: ['acme/leaving'] }))).status,
    ).toBe(202);
  });

  it('is only made of a name that the token reaches', async () => {
    await world.upload('acme/bound');
    const headers = await tokenFor({ kind: 'api', role: 'admin', repositories: ['acme/*'] });
    const rename = (from: string, name: string) =>
      world.call(`PATCH ${REPO}`, 'anonymous', { params: { name: from.split('/') }, body: { name }, headers });
    expect((await rename('acme/bound', 'beta/free')).status).toBe(403);
    expect((await rename('acme/bound', 'acme/free')).status).toBe(200);
    expect((await rename('acme/free', 'acme/shop')).status).toBe(409);
  });

  it('of an archived repository is told to whoever delivers', async () => {
    await world.upload('acme/attic');
    await world.call(`PATCH ${REPO}`, 'admin', { params: { name: ['acme', 'attic'] }, body: { archived: true } });
    const { body } = await send('acme/attic', await tokenFor({ kind: 'upload' }));
    expect(body.note).toMatch(/acme\/attic is archived/);
  });
});
