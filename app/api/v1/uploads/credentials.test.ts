import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import type { UploadView } from '#lib/contracts/upload.ts';
import { encodeId } from '#lib/ids.ts';
import { findReadScope } from '#lib/services/access/find-read-scope.ts';
import { identifySession } from '#lib/services/access/identify-session.ts';
import { identifyToken } from '#lib/services/access/identify-token.ts';
import type { Identity } from '#lib/services/access/identity.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { createToken } from '#lib/services/token/create.ts';
import { revokeToken } from '#lib/services/token/revoke.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { addMember, beginSession } from '#lib/services/user/testing.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { send } from './testing.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

async function contextOf(identity: Identity | null): Promise<Context> {
  if (identity === null) throw new Error('nobody');
  return { ...harness.ctx, ...identity, readScope: await findReadScope(harness.systemSql, identity.principal) };
}

async function tokenOf(input: object): Promise<{ id: number; ctx: Context }> {
  const { systemSql: sql, ctx } = harness;
  const now = harness.clock.now;
  const body = createTokenBody.parse({ kind: 'upload', name: 'ci', ...input });
  const { id, token } = await createToken({ ...ctx, now: () => now }, body);
  return { id, ctx: await contextOf(await identifyToken(sql, token, now)) };
}

async function person(name: string): Promise<{ id: number; ctx: Context }> {
  const { systemSql: sql, ctx } = harness;
  const now = harness.clock.now;
  const details = { email: `${name}@example.com`, name, role: 'security' as const, passwordHash: null, now };
  const user = await addMember(sql, { orgId: ctx.orgId }, details);
  return { id: user.id, ctx: await contextOf(await identifySession(sql, await beginSession(sql, user, now), now)) };
}

const report = (rule: string, tool = 'plumbtest') => sarifOf([{ rule, file: 'a.ts', line: 1, code: 'call()' }], tool);
/** Reads an upload as a new request would, with a fresh read scope. */
async function viewOf(ctx: Context, id: string | undefined): Promise<UploadView> {
  return getUpload({ ...ctx, readScope: await findReadScope(harness.systemSql, ctx.principal) }, id ?? 'none');
}

describe('an upload says who delivered it', () => {
  it('token, API token or person, by its name at that time, in answer, list, page and history', async () => {
    const upload = await tokenOf({ name: 'first' });
    const api = await tokenOf({ kind: 'api', role: 'admin', name: 'ops' });
    const ada = await person('Ada');
    const senders = [
      [upload.ctx, { kind: 'upload_token', name: 'first' }],
      [api.ctx, { kind: 'api_token', name: 'ops' }],
      [ada.ctx, { kind: 'session', name: 'Ada' }],
    ] as const;
    for (const [index, [ctx, expected]] of senders.entries()) {
      tick(harness, 1);
      const repo = `acme/by-${index}`;
      const answer = await send({ ...harness, ctx }, { params: { repo }, body: report('r') });
      expect(answer.body).toMatchObject({ delivered_by: expected });
      expect((await viewOf(harness.ctx, answer.body.id)).delivered_by).toEqual(expected);
    }
    await revokeToken(harness.ctx, upload.id);
    await harness.admin`update users set name = 'Ada L.' where id = ${ada.id}`;
    const list = await getIngest(harness.ctx, { limit: 50 });
    expect(list.items.map((item) => item.delivered_by)).toEqual(senders.map(([, expected]) => expected).reverse());
    const { timeline } = await getFinding(harness.ctx, { repo: 'acme/by-0', number: 1 });
    expect(timeline[0]?.upload).toMatchObject({ number: 1, delivered_by: { kind: 'upload_token', name: 'first' } });
  });

  it('or nothing, where an older version did not keep it', async () => {
    const upload = await harness.deliver({ repo: 'acme/older' }, report('r'));
    await harness.admin`update uploads set credential_kind = null, credential_name = null where repo_id = ${upload.repoId}`;
    expect((await viewOf(harness.ctx, encodeId('upload', upload))).delivered_by).toBeNull();
  });
});

describe('a token that is bound', () => {
  it('to a pipeline is refused for another before the body is read, and reads the uploads of its own only', async () => {
    const { ctx } = await tokenOf({ repositories: ['acme/*'], pipelines: ['ci.yml'] });
    const bound = { ...harness, ctx };
    const repo = 'acme/pipeline';
    let pulled = 0;
    const body = { repo, pipeline: 'other.yml' };
    const answer = await send(bound, {
      params: body,
      body: report('r'),
      onPull: () => {
        pulled += 1;
      },
    });
    expect([answer.status, pulled]).toEqual([403, 0]);
    expect((await send(bound, { params: { repo }, body: report('r') })).status).toBe(403);
    const own = await send(bound, { params: { repo, pipeline: 'ci.yml' }, body: report('r') });
    expect(own).toMatchObject({ status: 202, upload: { state: 'processed' } });
    expect((await viewOf(ctx, own.body.id)).id).toBe(own.body.id);
    const other = await harness.deliver({ repo, pipeline: 'other.yml' }, report('r'));
    await expect(viewOf(ctx, encodeId('upload', other))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('to a pipeline is refused when a form names another after the file', async () => {
    const { ctx } = await tokenOf({ pipelines: ['ci.yml'] });
    const form = new FormData();
    form.set('file', new Blob([report('form')]), 'a.sarif');
    form.set('repo', 'acme/form');
    form.set('pipeline', 'other.yml');
    const request = new Request('http://plumbline.test/', { method: 'POST', body: form });
    const bytes = new Uint8Array(await request.arrayBuffer());
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    expect((await send({ ...harness, ctx }, { body: bytes, headers })).status).toBe(403);
  });

  it('to a scanner has reports of others rejected, also when their bytes are known already', async () => {
    const { ctx } = await tokenOf({ name: 'only semgrep', scanners: ['semgrep', 'plumbtest'] });
    const bound = { ...harness, ctx };
    const repo = 'acme/scanner';
    expect((await send(bound, { params: { repo }, body: report('r') })).upload?.state).toBe('processed');
    tick(harness, 1);
    const refused = await send(bound, { params: { repo }, body: report('r', 'other') });
    expect(refused.upload).toMatchObject({ state: 'rejected', introduced: 0 });
    expect(refused.upload?.reason).toMatch(/"only semgrep" may deliver reports of semgrep, plumbtest only, and other/);
    expect(await harness.systemSql`select 1 from findings where repo_id = ${refused.upload?.repoId ?? 0}`).toHaveLength(
      1,
    );
    tick(harness, 1);
    await harness.deliver({ repo, commit: 'aaaaaa1' }, report('r', 'other'));
    tick(harness, 1);
    const same = await send(bound, { params: { repo, commit: 'aaaaaa2' }, body: report('r', 'other') });
    expect(same.upload?.state).toBe('rejected');
    const duplicate = await send(bound, { params: { repo, commit: 'aaaaaa1' }, body: report('r', 'other') });
    expect([duplicate.status, duplicate.upload]).toEqual([403, null]);
  });
});

describe('the same report, delivered by another token', () => {
  it('answers an upload that this token may read', async () => {
    const [one, two] = [await tokenOf({ name: 'one' }), await tokenOf({ name: 'two', repositories: ['acme/twice'] })];
    const sent = { params: { repo: 'acme/twice', commit: 'abcdef1' }, body: report('r') };
    const first = await send({ ...harness, ctx: one.ctx }, sent);
    const second = await send({ ...harness, ctx: two.ctx }, sent);
    expect(second.body).toMatchObject({ id: first.body.id, duplicate: true, delivered_by: { name: 'one' } });
    expect((await viewOf(two.ctx, second.body.id)).status).toBe('processed');
  });
});
