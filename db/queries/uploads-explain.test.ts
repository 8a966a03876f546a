import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { connect, type Database, type Sql } from '../client.ts';

import { type TestDatabase, testDatabase } from '../testing.ts';
import { openNoting, type Statement } from '../testing-explain.ts';
import { countNewestUploads, findQueue, findUploads, findUploadWords, NO_UPLOAD_FILTER } from './ingest-read.ts';
import { findRepetition } from './repetition.ts';
import { countRemovableReports } from './retention.ts';
import { findUnclaimedBlobs, findUnfinishedUploads } from './uploads.ts';
import { findOldestWaiting } from './workers.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const UPLOADS = 60_000;
const STREAMS = 12;
const scope = { orgId: 1, repoId: 1 };
const bytesOf = (stream: number): Buffer => Buffer.from(String(stream).padStart(2, '0').repeat(32), 'hex');

let database: TestDatabase;
let explain: Database;
let sql: Sql;
let statements: Statement[] = [];

/** One pipeline that delivers for twelve streams, one of which sent its bytes once, long ago; the others send new ones. */
async function seed(): Promise<void> {
  await explain`insert into organizations (id, slug, name, demo, created_at) overriding system value values (1, 'acme', 'Acme', false, ${NOW})`;
  await explain`
    insert into repositories (id, org_id, slug, full_name, default_branch, default_branch_known, tracked_refs, criticality, exposure, archived, demo,
      hold_suspicious, kind, created_at)
    overriding system value values (1, 1, 'acme/web', 'acme/web', 'main', true, '{}', 'normal', 'internal', false, false, true, 'code', ${NOW})`;
  await explain`insert into pipelines (org_id, repo_id, id, key, created_at) values (1, 1, 1, 'default', ${NOW})`;
  await explain`
    insert into uploads (org_id, repo_id, number, pipeline_id, state, dedupe, label, ref, complete, blob, sha256,
      bytes, stored_bytes, order_at, received_at, attempts, incomplete, parsed, introduced, reopened, fixed, moved, changed,
      unchanged, skipped_count, skipped)
    select 1, 1, n, 1, 'processed', decode(md5(n::text), 'hex'), '', 'main', true,
      '2026-03-01/' || md5(n::text), case when n = 12 then ${bytesOf(1)} else decode(md5(n::text) || md5('x' || n), 'hex') end,
      1, 1, ${NOW}, ${NOW}, 0, '{}', 0, 0, 0, 0, 0, 0, 0, 0, '[]'
    from generate_series(1, ${UPLOADS}::int) n where n = 12 or n % ${STREAMS}::int <> 0`;
  await explain`vacuum analyze uploads`;
  await explain`
    insert into upload_parts (org_id, repo_id, upload, stream_id, gaps, kept_open)
    select 1, 1, number, 1 + number % ${STREAMS}::int, '[]', 0 from uploads`;
  await explain`vacuum analyze upload_parts`;
}

beforeAll(async () => {
  database = await testDatabase();
  explain = connect(database, { max: 1, writable: true });
  await seed();
  sql = openNoting(explain.boundTo(1), (statement) => statements.push(statement));
});
afterAll(async () => {
  await explain?.end();
  await database?.drop();
});

interface Plan {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** Pages of 8 kB that the statements of `read` touched. */
async function buffersOf(read: () => Promise<unknown>): Promise<number> {
  statements = [];
  await read();
  let buffers = 0;
  for (const { text, values } of statements.filter((each) => each.text.includes('uploads'))) {
    // In a transaction, as imports run them: there the tables themselves are read, under row-level security.
    const [row] = await explain
      .boundTo(1)
      .begin((tx) =>
        tx.unsafe<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(
          `explain (analyze, buffers, timing off, format json) ${text}`,
          values as never[],
        ),
      );
    const plan = row?.['QUERY PLAN'][0].Plan;
    buffers += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
  }
  expect(buffers).toBeGreaterThan(0);
  return buffers;
}

const place = {
  pipelineId: 1,
  label: '',
  root: '',
  path: '',
  ref: 'main',
  commit: null,
  complete: true,
  completeSaid: false,
  claim: null,
};

describe('among 55,000 uploads of one repository', () => {
  it('the last delivery of the same bytes is found by an index, and so is what came after it', async () => {
    const repeated = () => findRepetition(sql, scope, { ...place, sha256: bytesOf(1) });
    expect(await repeated()).toMatchObject({ last: { number: 12 }, between: null });
    expect(await buffersOf(repeated)).toBeLessThan(60);
    const unknown = () => findRepetition(sql, scope, { ...place, sha256: bytesOf(2) });
    expect(await unknown()).toBeNull();
    expect(await buffersOf(unknown)).toBeLessThan(30);
  });

  it('what a policy removes is found by its index', async () => {
    const kept = { before: new Date(NOW.getTime() - 1), keepCurrent: true };
    expect(await countRemovableReports(sql, scope, kept)).toEqual({ reports: 0, bytes: 0 });
    expect(await buffersOf(() => countRemovableReports(sql, scope, kept))).toBeLessThan(20);
  });

  it('what is not finished is found without looking at what is', async () => {
    await explain`update uploads set state = 'received' where number in (13, 14, 15)`;
    const unfinished = () => findUnfinishedUploads(sql, new Date(NOW.getTime() + 1));
    expect((await unfinished()).map(({ number }) => number)).toEqual([13, 14, 15]);
    expect(await buffersOf(unfinished)).toBeLessThan(60);
  });

  it('those of a rare scanner or credential are found and counted without looking at the others', async () => {
    await explain`update uploads set scanner = 'rare', credential_name = 'old token' where number in (101, 40001)`;
    await explain`vacuum analyze uploads`;
    for (const rare of [{ scanner: 'rare' }, { deliveredBy: 'old token' }]) {
      const filter = { ...NO_UPLOAD_FILTER, ...rare };
      const list = () => findUploads(sql, wholeOrganization(1), { ...filter, states: null, after: null, limit: 51 });
      expect((await list()).map(({ number }) => number)).toEqual([40001, 101]);
      expect(await buffersOf(list)).toBeLessThan(60);
      const counted = () => countNewestUploads(sql, wholeOrganization(1), filter, 10_001);
      expect(await counted()).toEqual(new Map([['processed', 2]]));
      expect(await buffersOf(counted)).toBeLessThan(60);
    }
  });

  it('those of a rare pipeline are found and counted without looking at the others, each page', async () => {
    await explain`insert into pipelines (org_id, repo_id, id, key, created_at) values (1, 1, 2, 'rare', ${NOW})`;
    await explain`update uploads set pipeline_id = 2 where number in (102, 201, 40002)`;
    await explain`vacuum analyze uploads`;
    const filter = { ...NO_UPLOAD_FILTER, repoIds: [1], pipelineIds: [2] };
    const first = await findUploads(sql, wholeOrganization(1), { ...filter, states: null, after: null, limit: 2 });
    expect(first.map(({ number, pipeline }) => [number, pipeline])).toEqual([
      [40002, 'rare'],
      [201, 'rare'],
    ]);
    const after = { receivedAt: first[1]?.receivedKey ?? '', repoId: 1, number: 201 };
    const second = () => findUploads(sql, wholeOrganization(1), { ...filter, states: null, after, limit: 2 });
    expect((await second()).map(({ number }) => number)).toEqual([102]);
    expect(await buffersOf(second)).toBeLessThan(60);
    const counted = () => countNewestUploads(sql, wholeOrganization(1), filter, 10_001);
    expect(await counted()).toEqual(new Map([['processed', 3]]));
    expect(await buffersOf(counted)).toBeLessThan(60);
  });

  it('those of several rare pipelines are found in one order without looking at the others, each page', async () => {
    await explain`insert into pipelines (org_id, repo_id, id, key, created_at) values (1, 1, 3, 'rarer', ${NOW})`;
    await explain`update uploads set pipeline_id = 3 where number in (103, 30001, 50003)`;
    await explain`vacuum analyze uploads`;
    const filter = { ...NO_UPLOAD_FILTER, repoIds: [1], pipelineIds: [2, 3] };
    const page = { ...filter, states: null, after: null, limit: 4 };
    const first = await findUploads(sql, wholeOrganization(1), page);
    expect(first.map(({ number }) => number)).toEqual([50003, 40002, 30001, 201]);
    const after = { receivedAt: first[3]?.receivedKey ?? '', repoId: 1, number: 201 };
    const second = () => findUploads(sql, wholeOrganization(1), { ...page, after });
    expect((await second()).map(({ number }) => number)).toEqual([103, 102]);
    expect(await buffersOf(second)).toBeLessThan(90);
    const counted = () => countNewestUploads(sql, wholeOrganization(1), filter, 10_001);
    expect(await counted()).toEqual(new Map([['processed', 6]]));
    expect(await buffersOf(counted)).toBeLessThan(90);
    expect(await countNewestUploads(sql, wholeOrganization(1), filter, 5)).toEqual(new Map([['processed', 5]]));
  });

  it('the queue and the newest are read without looking at the others', async () => {
    await explain`update uploads set state = 'received' where number in (13, 14, 15)`;
    const queue = () => findQueue(sql, wholeOrganization(1));
    expect(await queue()).toEqual({ waiting: 3, processing: 0, oldestAt: NOW });
    expect(await buffersOf(queue)).toBeLessThan(60);
    expect(await findOldestWaiting(sql)).toEqual(NOW);
    expect(await buffersOf(() => findOldestWaiting(sql))).toBeLessThan(60);
    expect(await buffersOf(() => findUploadWords(sql, wholeOrganization(1), 500))).toBeLessThan(700);
  });

  it('500 names of stored bytes are looked up one by one in an index', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `2026-03-01/nobody-${index}`);
    const [known] = await explain<{ blob: string }[]>`select blob from uploads where number = 13`;
    const unclaimed = () => findUnclaimedBlobs(sql, [...names, known?.blob ?? '']);
    expect((await unclaimed()).sort()).toEqual(names.sort());
    expect(await buffersOf(unclaimed)).toBeLessThan(3000);
  });
});
