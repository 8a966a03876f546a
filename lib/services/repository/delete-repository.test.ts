import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TABLE_KINDS } from '#db/kinds.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { encodeId } from '#lib/ids.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { recount } from '../recount.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { waitForUpload } from '../upload/wait.ts';
import { changeRepository } from './change-repository.ts';
import { deleteRepository } from './delete-repository.ts';
import { removeRepository } from './remove-repository.ts';
import { sweepRepositories } from './sweep-repositories.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  await deliver('acme/stays', 'a', 'shared');
});
afterAll(() => harness.close());

const problems = (...names: string[]) =>
  sarifOf(names.map((name) => ({ rule: `rule-${name}`, file: `${name}.ts`, line: 1, code: `call(${name});` })));

let commits = 0;
async function deliver(repo: string, ...names: string[]) {
  tick(harness, 1);
  commits += 1;
  return harness.deliver({ repo, commit: `${commits}`.padStart(8, '0') }, problems(...names));
}

const SURE = { dry_run: false } as const;
const scopeOf = (repoId: number) => ({ orgId: harness.ctx.orgId, repoId });

/** Rows of every table of repositories that name this one. */
async function rowsOf(repoId: number): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of [...TABLE_KINDS.repository, 'outbox', 'former_names']) {
    const [row] = await harness.sql<{ count: number }[]>`
      select count(*)::int as count from ${harness.sql(table)} where repo_id = ${repoId}`;
    if (row && row.count > 0) found[table] = row.count;
  }
  return found;
}

async function figures() {
  const { open, repositories, score } = await getToday(harness.ctx);
  return { open, total: repositories.total, score: score.score };
}

describe('deleting a repository', () => {
  it('says what goes, and with dry_run takes nothing', async () => {
    await deliver('acme/asked', 'a', 'b');
    const asked = await deleteRepository(harness.ctx, 'acme/asked', { dry_run: true });
    expect(asked).toMatchObject({
      repository: 'acme/asked',
      status: 'kept',
      goes: { findings: 2, events: 2, uploads: 1, streams: 1, report_bytes: expect.any(Number) },
    });
    expect(asked.goes.report_bytes).toBeGreaterThan(100);
    expect((await getRepository(harness.ctx, 'acme/asked')).repository.open.high).toBe(2);
    const other = deleteRepository(harness.ctx, 'acme/asked', { ...SURE, confirm: 'acme/web' });
    await expect(other).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('takes it out of everything at once, and its rows and reports soon after', async () => {
    const before = await figures();
    const upload = await deliver('acme/goes', 'own', 'shared');
    await changeRepository(harness.ctx, 'acme/goes', { name: 'acme/gone' });
    await deliver('acme/goes', 'own');
    const { repoId, blob } = upload;
    expect(await deleteRepository(harness.ctx, 'ACME/gone', { ...SURE, confirm: 'acme/gone' })).toMatchObject({
      status: 'deleted',
      goes: { findings: 2, uploads: 2 },
    });
    const missing = { code: 'not_found' };
    for (const name of ['acme/gone', 'acme/goes', `deleted#${repoId}`]) {
      await expect(getRepository(harness.ctx, name)).rejects.toMatchObject(missing);
      await expect(getFindings(harness.ctx, { ...findingListParams.parse({}), repo: [name] })).rejects.toMatchObject(
        missing,
      );
    }
    const ids = { repoId, number: 1 };
    await expect(getFinding(harness.ctx, { id: encodeId('finding', ids) })).rejects.toMatchObject(missing);
    await expect(getUpload(harness.ctx, encodeId('upload', ids))).rejects.toMatchObject(missing);
    const listed = await getRepositories(harness.ctx, { sort: 'name', archived: 'any', limit: 50 });
    expect(listed.items.map((item) => item.name)).toEqual(['acme/asked', 'acme/stays']);
    expect(await figures()).toEqual(before);
    const narrow = {
      kind: 'api_token' as const,
      orgId: harness.ctx.orgId,
      role: 'viewer' as const,
      scopes: ['acme/*', '*/*'],
    };
    expect((await actAs(harness, narrow)).readScope.repositories).not.toContain(repoId);

    expect(Object.keys(await rowsOf(repoId))).toContain('findings');
    expect(existsSync(harness.blobs.pathOf(blob))).toBe(true);
    await removeRepository(harness, scopeOf(repoId));
    expect(await rowsOf(repoId)).toEqual({});
    expect(existsSync(harness.blobs.pathOf(blob))).toBe(false);
    expect(await figures()).toEqual(before);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
    const words = await harness.sql<{ word: string }[]>`
      select rule_id as word from rules union select title from titles order by 1`;
    expect(words.map(({ word }) => word).filter((word) => word.includes('own'))).toEqual([]);
    expect(words.map(({ word }) => word)).toContain('rule-shared');
  });

  it('frees its name: the next report makes a new repository', async () => {
    const first = await deliver('acme/again', 'a', 'b');
    await deleteRepository(harness.ctx, 'acme/again', SURE);
    const second = await deliver('acme/again', 'b');
    expect(second.repoId).not.toBe(first.repoId);
    expect(second).toMatchObject({ number: 1, introduced: 1 });
    await removeRepository(harness, scopeOf(first.repoId));
    expect((await getRepository(harness.ctx, 'acme/again')).repository.open.high).toBe(1);
    await removeRepository(harness, scopeOf(second.repoId));
    expect((await getRepository(harness.ctx, 'acme/again')).repository.open.high).toBe(1);
  });

  it('leaves reports under way without effect, and tells who waits', async () => {
    const repo = 'acme/under-way';
    const waiting = await harness.accept({ repo }, problems('a'));
    const { repoId } = waiting.upload;
    // Looked at from the start: it may be told before the deletion has returned.
    const told = expect(waitForUpload(harness.ctx, waiting.upload, 30)).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('was deleted'),
    });
    await deleteRepository(harness.ctx, repo, SURE);
    await harness.process(waiting.upload);
    expect((await rowsOf(repoId)).findings).toBeUndefined();
    await removeRepository(harness, scopeOf(repoId));
    await harness.process(waiting.upload);
    await told;
    expect(await rowsOf(repoId)).toEqual({});
  });

  it('together with reports that are taken in and delivered ends without a trace of either half', async () => {
    const repo = 'acme/busy';
    const { repoId } = await deliver(repo, 'a');
    const running = await harness.accept({ repo, commit: 'abcdef0' }, problems('a', 'b'));
    const all = await Promise.allSettled([
      harness.process(running.upload),
      deleteRepository(harness.ctx, repo, SURE).then(() => removeRepository(harness, scopeOf(repoId))),
      ...Array.from({ length: 5 }, (_, index) => harness.accept({ repo, commit: `abcdef${index + 1}` }, problems('c'))),
    ]);
    expect(all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual([]);
    expect(await rowsOf(repoId)).toEqual({});
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('is finished later when its job is lost', async () => {
    const { repoId } = await deliver('acme/lost', 'a');
    await deleteRepository(harness.ctx, 'acme/lost', SURE);
    const jobs = () => harness.systemSql`
      select 1 from graphile_worker._private_jobs where key = ${`repository:${repoId}:remove`}`;
    expect(await jobs()).toHaveLength(1);
    await sweepRepositories(harness);
    expect(await jobs()).toHaveLength(1);
    await harness.admin`delete from graphile_worker._private_jobs`;
    await sweepRepositories(harness);
    expect(await jobs()).toHaveLength(1);
  });

  it('removes nothing that is not deleted', async () => {
    const { repoId } = await deliver('acme/alive', 'a');
    await removeRepository(harness, scopeOf(repoId));
    expect((await getRepository(harness.ctx, 'acme/alive')).repository.open.high).toBe(1);
  });

  it('is for administrators', async () => {
    const ctx = await actAs(harness, { kind: 'user', orgId: harness.ctx.orgId, role: 'security' });
    await expect(deleteRepository(ctx, 'acme/alive', SURE)).rejects.toMatchObject({ code: 'forbidden' });
    const list = await getIngest(harness.ctx, uploadListParams.parse({ repo: 'acme/alive' }));
    expect(list.items).toHaveLength(1);
  });
});
