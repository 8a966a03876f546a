import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findUpload } from '#db/queries/uploads.ts';
import { encodeId } from '#lib/ids.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { releaseUpload } from './release.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const problems = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ rule: 'r', file: 'a.ts', line: index + 1, code: `call(${index});` }));

/** Thirty findings, then a report of none, which is held. */
async function held(repo: string) {
  await harness.deliver({ repo }, sarifOf(problems(30)));
  tick(harness, 5);
  const upload = await harness.deliver({ repo }, sarifOf([]));
  expect(upload.state).toBe('held');
  return { upload, id: encodeId('upload', upload) };
}

describe('releasing a held report', () => {
  it('lets it take effect', async () => {
    const { upload, id } = await held('acme/released');
    const released = await releaseUpload({ ...harness.ctx, userId: 7 }, id);
    expect(released).toMatchObject({ state: 'received', releasedBy: 7 });
    expect(await harness.process(upload)).toMatchObject({ state: 'processed', fixed: 30 });
    const by = await harness.sql`
      select kind, upload, user_id, count(*)::int from finding_events
      where repo_id = ${upload.repoId} and kind = 'fixed' group by 1, 2, 3`;
    expect(by).toEqual([{ kind: 'fixed', upload: upload.number, userId: 7, count: 30 }]);
  });

  it('twice is the same as once', async () => {
    const { upload, id } = await held('acme/twice');
    // The worker is done with the job that led to the hold.
    await harness.admin`delete from graphile_worker._private_jobs`;
    await releaseUpload(harness.ctx, id);
    await releaseUpload(harness.ctx, id);
    const jobs = await harness.systemSql`
      select 1 from graphile_worker._private_jobs where key = ${`upload:${upload.repoId}:${upload.number}`}`;
    expect(jobs).toHaveLength(1);
  });

  it('stands although another report is held before the worker comes to it', async () => {
    const { upload, id } = await held('acme/overtaken');
    await releaseUpload(harness.ctx, id);
    tick(harness, 5);
    const next = await harness.deliver({ repo: 'acme/overtaken', commit: 'abcdef1' }, sarifOf([]));
    expect(next.state).toBe('held');
    expect(await harness.process(upload)).toMatchObject({ state: 'processed', fixed: 30 });
  });

  it('is refused when a newer report settled it', async () => {
    const { upload, id } = await held('acme/settled');
    tick(harness, 5);
    await harness.deliver({ repo: 'acme/settled' }, sarifOf(problems(2)));
    await expect(releaseUpload(harness.ctx, id)).rejects.toMatchObject({ code: 'conflict' });
    const scope = { orgId: harness.ctx.orgId, repoId: upload.repoId };
    expect((await findUpload(harness.sql, scope, upload.number))?.releasedAt).toBeNull();
  });

  it('is refused when a newer report took effect although this one is still held', async () => {
    const { upload, id } = await held('acme/passed');
    await harness.admin`
      update streams set high_water_at = ${harness.clock.now}::timestamptz + interval '1 second' where repo_id = ${upload.repoId}`;
    await expect(releaseUpload(harness.ctx, id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is refused when a later report of the same time took effect, as the import itself would refuse it', async () => {
    const { upload, id } = await held('acme/same-time');
    await harness.admin`
      update streams set high_water_at = ${upload.orderAt}, current_upload = ${upload.number + 1} where repo_id = ${upload.repoId}`;
    await expect(releaseUpload(harness.ctx, id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is refused for what is not held, not there, or not allowed', async () => {
    const done = await harness.deliver({ repo: 'acme/done' }, sarifOf(problems(2)));
    const id = encodeId('upload', done);
    await expect(releaseUpload(harness.ctx, id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(releaseUpload(harness.ctx, 'upl_zz_zz')).rejects.toMatchObject({ code: 'not_found' });
    const viewer = await actAs(harness, { kind: 'user', orgId: harness.ctx.orgId, role: 'viewer' });
    await expect(releaseUpload(viewer, id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
