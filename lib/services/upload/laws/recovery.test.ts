import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect, type Sql } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { addJob, takeWorkerLock } from '#db/queries/jobs.ts';
import { findSignOfLife } from '#db/queries/workers.ts';
import { inTransaction } from '#db/transaction.ts';
import { recount } from '../../recount.ts';
import { type Harness, sarifOf, tick } from '../../testing.ts';
import { keepWorkerAlive } from '../../worker-life.ts';
import { sweepBlobs, sweepUploads } from '../sweep.ts';
import { resultsOf, startFastHarness, statesOf } from './harness.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startFastHarness();
});
afterAll(() => harness.close());

const lines = (letters: string) => resultsOf([...letters].map((key) => ({ key })));
const hour = 3_600_000;

describe('many uploads at once', () => {
  it('to one repository from several streams and refs end without a deadlock, counters equal to a recount', async () => {
    const deadlocks = async (sql: Sql) => {
      const [row] = await sql<{ deadlocks: string }[]>`
        select deadlocks::text from pg_stat_database where datname = current_database()`;
      return row?.deadlocks;
    };
    const before = await deadlocks(harness.systemSql);
    const repo = 'acme/crowd';
    const all = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const letters = 'abcdefghij'.slice(index % 4, 4 + (index % 7));
        const params = {
          repo,
          ref: ['main', 'feature/x', 'feature/y'][index % 3],
          label: ['', 'two'][index % 2],
          pipeline: ['default', 'ci.yml', 'release.yml'][(index >> 1) % 3],
          commit: `beef${String(index).padStart(4, '0')}`,
          run_id: String(index % 5),
        };
        return harness.deliver(params, sarifOf(lines(letters), `tool-${index % 2}`));
      }),
    );
    // Of reports with equal times the latest arrival wins: earlier ones that are processed after it are superseded.
    expect(all.filter((upload) => !['processed', 'superseded'].includes(upload.state))).toEqual([]);
    expect(new Set(all.map((upload) => upload.number)).size).toBe(60);
    expect(await deadlocks(harness.systemSql)).toBe(before);
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });
});

describe('a second time', () => {
  it('a job changes nothing', async () => {
    const { upload } = await harness.accept({ repo: 'acme/retried' }, sarifOf(lines('abc')));
    const once = await harness.process(upload);
    tick(harness, 5);
    expect(await harness.process(upload)).toEqual(once);
    await Promise.all([harness.process(upload), harness.process(upload)]);
    expect(await harness.process(upload)).toEqual(once);
  });

  it('two workers with one job apply it once', async () => {
    const { upload } = await harness.accept({ repo: 'acme/twice' }, sarifOf(lines('abcd')));
    const [one, two] = await Promise.all([harness.process(upload), harness.process(upload)]);
    expect([one.introduced, two.introduced, one.state, two.state]).toEqual([4, 4, 'processed', 'processed']);
    const [row] = await harness.systemSql<{ uploads: number; events: number }[]>`
      select s.uploads, (select count(*)::int from finding_events e where e.repo_id = s.repo_id) as events
      from repository_state s where s.repo_id = ${upload.repoId}`;
    expect(row).toEqual({ uploads: 1, events: 4 });
  });

  it('the same results write no row of a finding, in the same bytes or in others', async () => {
    const rows = (sql: Sql) => sql`
      select 'f' as t, number, xmin::text, ctid::text from findings
      union all select 'e', finding_number, xmin::text, ctid::text from evidence
      union all select 's', finding_number, xmin::text, ctid::text from sightings order by 1, 2, 3, 4`;
    const report = sarifOf(lines('abcdef'));
    await harness.deliver({ repo: 'acme/same', commit: 'aaaaaa1' }, report);
    const before = await rows(harness.systemSql);
    for (const [commit, bytes] of [
      ['aaaaaa2', report],
      ['aaaaaa3', `${report}\n`],
    ]) {
      tick(harness, 1);
      const again = await harness.deliver({ repo: 'acme/same', commit }, bytes ?? '');
      expect(again).toMatchObject({ state: 'processed', unchanged: 6, introduced: 0 });
      expect(await rows(harness.systemSql)).toEqual(before);
    }
  });

  it('the same bytes without a commit are a repeat of the last delivery, or new when another upload waits between', async () => {
    const repo = 'acme/between';
    const [one, two] = [sarifOf(lines('ab')), sarifOf(lines('a'))];
    const first = await harness.accept({ repo }, one);
    const second = await harness.accept({ repo }, two);
    tick(harness, 1);
    const third = await harness.accept({ repo }, one);
    expect([second.duplicate, third.duplicate]).toEqual([false, false]);
    for (const { upload } of [first, second, third]) await harness.process(upload);
    expect(await statesOf(harness.systemSql, repo)).toEqual({ a: 'open', b: 'open' });
    const again = await harness.accept({ repo }, one);
    expect([again.duplicate, again.upload.number]).toEqual([true, third.upload.number]);
  });

  it('an idempotency key with other bytes is refused, also when both arrive at once', async () => {
    const { acceptUpload } = await import('../accept.ts');
    const { uploadParams } = await import('#lib/contracts/upload.ts');
    await harness.accept({ repo: 'acme/key' }, sarifOf([]));
    const send = (byte: number) =>
      acceptUpload(harness.ctx, {
        params: uploadParams.parse({ repo: 'acme/key' }),
        report: { blob: '2026-03-02/x', sha256: Buffer.alloc(32, byte), bytes: 1, storedBytes: 1, filename: null },
        idempotencyKey: 'one',
      });
    const answers = await Promise.allSettled([send(1), send(2), send(3)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('an idempotency key is its token’s own: another token may use the same for another report', async () => {
    const { acceptUpload } = await import('../accept.ts');
    const { uploadParams } = await import('#lib/contracts/upload.ts');
    const send = (tokenId: number) =>
      acceptUpload(
        { ...harness.ctx, credential: { kind: 'upload_token', name: 'ci', tokenId } },
        {
          params: uploadParams.parse({ repo: 'acme/keys' }),
          report: {
            blob: `2026-03-02/${tokenId}`,
            sha256: Buffer.alloc(32, tokenId),
            bytes: 1,
            storedBytes: 1,
            filename: null,
          },
          idempotencyKey: 'one',
        },
      );
    const [first, second, again] = [await send(1), await send(2), await send(1)];
    expect([first.duplicate, second.duplicate, again.duplicate]).toEqual([false, false, true]);
    expect(again.upload.number).toBe(first.upload.number);
    expect(second.upload.number).not.toBe(first.upload.number);
  });
});

describe('order', () => {
  it('of reports with equal times is the order of arrival, however late they are processed', async () => {
    const params = { repo: 'acme/tie', started_at: '2026-03-02T08:00:00Z' };
    const first = await harness.accept({ ...params, commit: 'aaaaaa1' }, sarifOf(lines('ab')));
    const second = await harness.accept({ ...params, commit: 'aaaaaa2' }, sarifOf(lines('bc')));
    await harness.process(second.upload);
    expect((await harness.process(first.upload)).state).toBe('superseded');
    expect(await statesOf(harness.systemSql, 'acme/tie')).toEqual({ b: 'open', c: 'open' });
  });
});

describe('what was lost on the way', () => {
  it('is queued again by the sweep when its job is gone, and only then', async () => {
    const { upload } = await harness.accept({ repo: 'acme/lost' }, sarifOf(lines('ab')));
    const key = `upload:${upload.repoId}:${upload.number}`;
    const jobs = () => harness.systemSql`select id from graphile_worker._private_jobs where key = ${key}`;
    const [job] = await jobs();
    tick(harness, 2);
    await sweepUploads(harness);
    expect(await jobs()).toEqual([job]);
    await harness.admin`delete from graphile_worker._private_jobs where key = ${key}`;
    await sweepUploads(harness);
    expect(await jobs()).toHaveLength(1);
    expect(await harness.process(upload)).toMatchObject({ state: 'processed', introduced: 2 });
  });

  it('is queued again when its job was given up, but not while its last attempt runs', async () => {
    const { upload } = await harness.accept({ repo: 'acme/given-up' }, sarifOf(lines('ab')));
    const key = `upload:${upload.repoId}:${upload.number}`;
    tick(harness, 2);
    await harness.admin`
      update graphile_worker._private_jobs set attempts = max_attempts, locked_at = now(), locked_by = 'x' where key = ${key}`;
    await sweepUploads(harness);
    const attempts = () => harness.systemSql`select attempts from graphile_worker._private_jobs where key = ${key}`;
    expect(await attempts()).toEqual([{ attempts: 25 }]);
    await harness.admin`update graphile_worker._private_jobs set locked_at = null, locked_by = null where key = ${key}`;
    await sweepUploads(harness);
    expect(await attempts()).toEqual([{ attempts: 0 }]);
  });

  it('leaves no bytes behind: whole or half written ones that nothing claims go after a day', async () => {
    const { upload } = await harness.accept({ repo: 'acme/bytes' }, sarifOf(lines('ab')));
    const folder = dirname(harness.blobs.pathOf(upload.blob));
    await mkdir(folder, { recursive: true });
    const unclaimed = '00000000-0000-4000-8000-000000000000';
    const names = [unclaimed, `${unclaimed}.partial`, 'stranger.txt'];
    const old = new Date(harness.clock.now.getTime() - 25 * hour);
    for (const name of names) {
      await writeFile(`${folder}/${name}`, 'x');
      await utimes(`${folder}/${name}`, old, old);
    }
    await sweepBlobs(harness);
    const left = await readdir(folder);
    expect(names.filter((name) => left.includes(name))).toEqual(['stranger.txt']);
    expect(left).toContain(upload.blob.split('/')[1]);
  });

  it('is taken from a worker that died, not from one that lives', async () => {
    const life = connect(harness.database, { max: 1 });
    const { systemSql: sql, admin } = harness;
    for (const worker of ['dead', 'living']) {
      const job = { task: 'nothing', payload: {}, queue: `q-${worker}`, key: worker, maxAttempts: 3 };
      await inTransaction(sql, (tx) => addJob(tx, job));
      await admin`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = ${worker} where key = ${worker}`;
      await admin`update graphile_worker._private_job_queues set locked_at = now() - interval '1 minute', locked_by = ${worker} where queue_name = ${`q-${worker}`}`;
    }
    await takeWorkerLock(life, 'living');
    const kept = keepWorkerAlive(harness, 'new');
    const holders = async () =>
      (
        await sql`select key, locked_by from graphile_worker._private_jobs where key in ('dead', 'living') order by key`
      ).map((row) => row.lockedBy);
    await vi.waitFor(async () => expect(await holders()).toEqual([null, 'living']), { timeout: 5000 });
    const queues =
      await sql`select locked_by from graphile_worker._private_job_queues where queue_name like 'q-%' order by queue_name`;
    expect(queues.map((row) => row.lockedBy)).toEqual([null, 'living']);
    await vi.waitFor(async () => expect(await findSignOfLife(sql)).toEqual(harness.clock.now), { timeout: 5000 });
    await kept.stop();
    await life.end();
  });
});

describe('the beginning of a month', () => {
  it('does not fail when several workers make its tables', async () => {
    const next = new Date('2031-05-01T00:00:00Z');
    const made = Array.from({ length: 6 }, () => ensureMonths(harness.systemSql, next));
    await expect(Promise.all(made)).resolves.toHaveLength(6);
  });
});
