import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSignOfLife } from '#db/queries/workers.ts';
import { inTransaction } from '#db/transaction.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { getIngest } from './get-ingest.ts';
import { getUploadFacets } from './get-upload-facets.ts';

let harness: Harness;
const report = (tool = 'plumbtest') => sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call();' }], tool);

beforeAll(async () => {
  harness = await startHarness();
  for (const repo of ['acme/web', 'acme/web-api', 'other/site']) {
    await harness.deliver({ repo }, report());
    await harness.deliver({ repo, label: 'second' }, report('secondtest'));
  }
  const run = { run_id: '77', run_attempt: 2, run_url: 'https://ci.example/77' };
  await harness.deliver({ repo: 'acme/web', pipeline: 'nightly', ...run }, '{"a": [1, 2');
  await harness.admin`update uploads set credential_name = 'nightly' where scanner = 'secondtest'`;
  await harness.admin`update uploads set credential_name = 'ci' where scanner is distinct from 'secondtest'`;
});
afterAll(() => harness.close());

async function found(params: Record<string, unknown>) {
  const view = await getIngest(harness.ctx, uploadListParams.parse(params));
  const rows = view.items.map(({ repo, scanner }) => `${repo} ${scanner ?? 'unknown'}`);
  return { rows: rows.sort(), total: view.total, processed: view.states.processed.value, states: view.states };
}

describe('uploads are found', () => {
  it.each([
    [{ q: 'WEB' }, 5, 4],
    [{ q: 'web', scanner: 'secondtest' }, 2, 2],
    [{ q: 'nothing' }, 0, 0],
    [{ repo: 'acme/web' }, 3, 2],
    [{ repo: 'acme/web', q: 'site' }, 0, 0],
    [{ repo: 'acme/web', pipeline: 'nightly' }, 1, 0],
    [{ repo: 'acme/web', pipeline: 'default' }, 2, 2],
    [{ scanner: 'plumbtest' }, 3, 3],
    [{ scanner: 'plumb' }, 0, 0],
    [{ delivered_by: 'nightly' }, 3, 3],
    [{ delivered_by: 'ci', repo: 'acme/web' }, 2, 1],
    [{ delivered_by: 'ci', state: 'rejected' }, 1, 3],
    [{}, 7, 6],
  ])('by repository, scanner and credential, and counted as listed: %j', async (params, total, processed) => {
    const view = await found(params);
    expect(view.rows).toHaveLength(total);
    expect(view.total).toEqual({ value: total, relation: 'exact' });
    expect(view.processed).toBe(processed);
  });

  it('by a text that more repositories have in their names than are listed one by one', async () => {
    const { orgId } = harness.ctx;
    await harness.admin`
      insert into repositories (org_id, slug, full_name, default_branch, default_branch_known, tracked_refs, criticality,
        exposure, archived, demo, hold_suspicious, kind, created_at)
      select ${orgId}, 'many/web-' || n, 'many/web-' || n, 'main', true, '{}', 'normal', 'internal', false, false, true, 'code',
        ${harness.clock.now} from generate_series(1, 600) n`;
    expect(await found({ q: 'web' })).toMatchObject({ total: { value: 5 }, processed: 4 });
    expect((await found({ q: 'acme web' })).rows).toHaveLength(5);
  });

  it('with the run that delivered them, where it was told', async () => {
    const { items } = await getIngest(harness.ctx, uploadListParams.parse({ repo: 'acme/web' }));
    const own = { id: '77', attempt: 2, url: 'https://ci.example/77' };
    expect(items.map(({ run }) => run)).toEqual([own, null, null]);
    const repository = await getRepository(harness.ctx, 'acme/web');
    expect(repository.uploads.map(({ run }) => run)).toEqual([own, null, null]);
  });

  it('of a pipeline only with its repository, and only of one that is there', async () => {
    expect(uploadListParams.safeParse({ pipeline: 'nightly' }).success).toBe(false);
    await expect(found({ repo: 'other/site', pipeline: 'nightly' })).rejects.toThrow('has no pipeline nightly');
  });

  it('with words to choose from', async () => {
    expect(await getUploadFacets(harness.ctx)).toEqual({
      scanners: ['plumbtest', 'secondtest'],
      delivered_by: ['ci', 'nightly'],
    });
  });

  it('of a file with those of its jobs, and of nothing else that begins alike', async () => {
    const keys = ['a_b.yml#x', 'a_b.yml', 'a_b.yml#y#z', 'a_b.yml2', 'a_b.yml.#x', 'aXb.yml#x', 'A_b.yml#x'];
    for (const [place, pipeline] of keys.entries()) {
      await harness.deliver({ repo: 'acme/file', pipeline }, report(`tool-${place}`));
      tick(harness, 1);
    }
    await harness.deliver({ repo: 'acme/web-api', pipeline: 'a_b.yml#x' }, report('elsewhere'));
    const of = async (pipeline: string) => (await found({ repo: 'acme/file', pipeline })).rows;
    expect(await of('a_b.yml')).toEqual(['acme/file tool-0', 'acme/file tool-1', 'acme/file tool-2']);
    expect(await of('a_b.yml#x')).toEqual(['acme/file tool-0']);
    expect(await of('a_b.yml#y')).toEqual(['acme/file tool-2']);
    const first = await getIngest(
      harness.ctx,
      uploadListParams.parse({ repo: 'acme/file', pipeline: 'a_b.yml', limit: 2 }),
    );
    expect(first.items.map(({ scanner }) => scanner)).toEqual(['tool-2', 'tool-1']);
    await expect(of('a_b')).rejects.toThrow('acme/file has no pipeline a_b.');
    await expect(of('%')).rejects.toThrow('acme/file has no pipeline %.');
  });
});

describe('the queue', () => {
  it('says how long the oldest report waits, and when a worker was last seen', async () => {
    const queue = async () => (await getIngest(harness.ctx, uploadListParams.parse({ q: 'nothing' }))).queue;
    expect(await queue()).toEqual({
      ...{ waiting: 0, processing: 0, oldest_at: null, worker_seen_at: null },
      ...{ worker: 'silent', state: 'ok' },
    });
    const { upload } = await harness.accept({ repo: 'acme/web', label: 'third' }, report());
    tick(harness, 10);
    const seenAt = harness.clock.now;
    await inTransaction(harness.systemSql, (tx) => writeSignOfLife(tx, 'one', new Date(seenAt.getTime() - 600_000)));
    await inTransaction(harness.systemSql, (tx) => writeSignOfLife(tx, 'two', seenAt));
    expect(await queue()).toEqual({
      ...{ waiting: 1, processing: 0, oldest_at: upload.receivedAt.toISOString() },
      ...{ worker_seen_at: seenAt.toISOString(), worker: 'ok', state: 'late' },
    });
  });
});
