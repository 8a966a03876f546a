import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '#db/client.ts';
import { type StatementTap, tapStatements } from '#db/statement-tap.ts';
import { testDatabase } from '#db/testing.ts';
import { explainOnTwin, makeTwin } from '#db/twin.ts';
import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { type RepositoryChange, repositoryListParams } from '#lib/contracts/repository.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { loadDemo } from '#lib/demo/load.ts';
import { removeDemo } from '#lib/demo/remove.ts';
import { encodeId } from '#lib/ids.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { bomOf } from '../advisory/testing.ts';
import { recount } from '../recount.ts';
import { changeRepository } from '../repository/change-repository.ts';
import { deleteRepository } from '../repository/delete-repository.ts';
import { removeRepository } from '../repository/remove-repository.ts';
import { retireStream } from '../repository/retire-stream.ts';
import { rescoreRepository, rollUp } from '../rollup/roll-up.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { releaseUpload } from './release.ts';
import { sweepUploads } from './sweep.ts';

/** One harness on tables that are partitioned by repository, one on plain tables; both do the same work. */
let twin: Harness;
let plain: Harness;
let tap: StatementTap;
let explain: Database;

beforeAll(async () => {
  const database = await testDatabase();
  await makeTwin(database);
  tap = await tapStatements(database);
  explain = connect(database, { max: 1, name: 'plumbline twin explain', writable: true });
  twin = await startHarness({ url: tap.url, socketDir: tap.socketDir, drop: async () => undefined });
  plain = await startHarness();
  drop = database.drop;
});
let drop: () => Promise<void> = async () => undefined;
afterAll(async () => {
  await Promise.all([twin.close(), plain.close(), explain.end()]);
  await tap.close();
  await drop();
});

const results = (count: number, from = 0, folder = 'src'): FakeResult[] =>
  Array.from({ length: count }, (_, index) => ({
    rule: `rule-${(from + index) % 5}`,
    file: `${folder}/file-${(from + index) % 7}.ts`,
    line: 10 + index,
    code: `call(${from + index});`,
  }));

const REPOSITORIES = ['acme/one', 'acme/two', 'acme/three'];
const organizationDays = async (harness: Harness) => [
  ...(await harness.sql`select * from organization_days order by day`),
];
const onBoth = (work: (harness: Harness) => Promise<unknown>) => Promise.all([work(twin), work(plain)]);
const started = (harness: Harness, minutes: number) =>
  new Date(harness.clock.now.getTime() + minutes * 60_000).toISOString();

/** Every outcome of an upload, in one repository. */
const ways: [name: string, state: object, run: (harness: Harness, repo: string) => Promise<unknown>][] = [
  ['new, by COPY', { introduced: 550 }, (h, repo) => h.deliver({ repo }, sarifOf(results(550)))],
  ['fixed', { introduced: 0, fixed: 50 }, (h, repo) => h.deliver({ repo }, sarifOf(results(500, 50)))],
  ['of another stream', { reopened: 20 }, (h, repo) => h.deliver({ repo, label: 'b' }, sarifOf(results(20)))],
  ['moved', { moved: 20 }, (h, repo) => h.deliver({ repo, label: 'b' }, sarifOf(results(20, 0, 'moved')))],
  ['of a branch', { introduced: 0 }, (h, repo) => h.deliver({ repo, ref: 'refs/heads/x' }, sarifOf(results(9, 590)))],
  [
    'the same again',
    { unchanged: 20 },
    (h, repo) => h.deliver({ repo, label: 'b', commit: 'a'.repeat(40) }, sarifOf(results(20, 0, 'moved'))),
  ],
  [
    'too old',
    { state: 'superseded' },
    (h, repo) => h.deliver({ repo, started_at: started(h, -600) }, sarifOf(results(3))),
  ],
  [
    'whose names join two findings',
    { introduced: 0, fixed: 0 },
    async (h, repo) => {
      const place = REPOSITORIES.indexOf(repo);
      const [cve, ghsa] = [`CVE-2031-1000${place}`, `GHSA-aaaa-bbbb-000${place}`];
      await h.deliver({ repo, pipeline: 'one' }, bomOf([{ id: ghsa }]));
      await h.deliver({ repo, pipeline: 'two' }, bomOf([{ id: cve }]));
      return h.deliver({ repo, pipeline: 'three' }, bomOf([{ id: cve, aliases: [ghsa] }]));
    },
  ],
  ['broken', { state: 'rejected' }, (h, repo) => h.deliver({ repo }, '{"version": "2.1.0", "runs": [{')],
  ['held', { state: 'held' }, (h, repo) => h.deliver({ repo }, sarifOf(results(2, 50)))],
  [
    'released',
    { state: 'processed' },
    async (h, repo) => {
      const held = (await getIngest(h.ctx, uploadListParams.parse({ state: 'held', repo }))).items[0];
      return h.process(await releaseUpload(h.ctx, held?.id ?? ''));
    },
  ],
];

/** Plans of the statements sent since the last call, made on the twin. */
async function touched() {
  const seen = new Map<string, number>();
  const found: { text: string; partitions: number[]; wholeMonths: string[] }[] = [];
  for (const statement of tap.take()) {
    // A statement is sent hundreds of times: planning it with a few values is enough.
    const times = (seen.get(statement.text) ?? 0) + 1;
    seen.set(statement.text, times);
    const plan = times > 3 ? null : await explainOnTwin(explain, statement);
    if (plan) found.push({ text: statement.text, ...plan });
  }
  expect(found.length).toBeGreaterThan(0);
  return found;
}

/** Statements for one repository that touch partitions of others. */
async function astray(): Promise<string[]> {
  const all = await touched();
  return (
    all
      .filter(({ partitions, wholeMonths }) => partitions.length > 1 || wholeMonths.length > 0)
      // Which repositories have findings that a learning renames is asked of all.
      .filter(({ text }) => !text.includes('select distinct f.repo_id from advisory_names'))
      // How old the queue is does not depend on the filter of the list.
      .filter(({ text }) => !text.includes('min(received_at) filter'))
      // What an action brings to the organization's score follows from the scores of all.
      .filter(({ text }) => !text.includes('select s.repo_id, r.criticality, s.score from repository_state s'))
      .map((one) => one.text)
  );
}

describe('on tables that are spread by repository', () => {
  it.each(ways)('an upload goes as on plain ones, and stays with its repository: %s', async (_name, state, run) => {
    for (const repo of REPOSITORIES) {
      tap.take();
      const [spread, whole] = await onBoth((harness) => run(harness, repo));
      expect(whole).toMatchObject(state);
      expect(spread).toEqual({ ...(whole as object), blob: expect.anything() });
      expect(await astray()).toEqual([]);
      await onBoth(async (harness) => tick(harness, 15));
    }
  });

  const changes: RepositoryChange[] = [
    { tracked_refs: ['x'] },
    { criticality: 'critical', exposure: 'public' },
    { default_branch: 'x' },
  ];

  it('settings change as on plain ones, and stay with their repository', async () => {
    tap.take();
    for (const change of changes) {
      const [spread, whole] = await onBoth((harness) => changeRepository(harness.ctx, 'acme/two', change));
      expect(spread).toEqual(whole);
    }
    expect(await astray()).toEqual([]);
  });

  it('another name and a retired stream go as on plain ones, and stay with their repository', async () => {
    tap.take();
    for (const [from, name] of [
      ['acme/two', 'acme/deux'],
      ['acme/deux', 'acme/two'],
    ] as const) {
      const [spread, whole] = await onBoth((harness) => changeRepository(harness.ctx, from, { name }));
      expect(spread).toEqual(whole);
    }
    const [spread, whole] = await onBoth(async (harness) => {
      const { streams } = await getRepository(harness.ctx, 'acme/two');
      return retireStream(harness.ctx, 'acme/two', streams[0]?.id ?? '');
    });
    expect(spread).toEqual(whole);
    expect(await astray()).toEqual([]);
  });

  it('a deleted repository goes as a whole', async () => {
    const [spread, whole] = await onBoth(async (harness) => {
      const report = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }]);
      const { repoId } = await harness.deliver({ repo: 'acme/short-lived' }, report);
      const goes = await deleteRepository(harness.ctx, 'acme/short-lived', { dry_run: false });
      await removeRepository(harness, { orgId: harness.ctx.orgId, repoId });
      const left = await harness.sql`select 1 from findings where repo_id = ${repoId}`;
      return { goes: { ...goes.goes, report_bytes: 0 }, left: left.length };
    });
    expect(spread).toEqual(whole);
    expect(whole).toMatchObject({ goes: { findings: 1, uploads: 1 }, left: 0 });
  });

  it('one repository is scored again within its partition', async () => {
    const [row] = await twin.sql<{ id: number }[]>`select id from repositories where slug = 'acme/three'`;
    await onBoth(async (harness) => tick(harness, 24 * 60));
    tap.take();
    await onBoth((harness) =>
      rescoreRepository(harness.sql, { orgId: harness.ctx.orgId, repoId: row?.id ?? 0 }, harness.now()),
    );
    expect(await astray()).toEqual([]);
  });

  it('the roll-up and the sweep do the same', async () => {
    await onBoth(async (harness) => {
      await rollUp(harness);
      await sweepUploads(harness);
    });
    expect(await organizationDays(twin)).toEqual(await organizationDays(plain));
  });

  // One after the other: each is many statements.
  it.each([
    ['spread', () => twin],
    ['plain', () => plain],
  ] as const)('the demo goes into %s tables', async (_name, of) => {
    const harness = of();
    await loadDemo(harness, { orgId: harness.ctx.orgId, size: { repositories: 2, weeks: 1 }, force: true });
  });

  it('the demo is spread, and every number equals its recount', async () => {
    const parts = await twin.systemSql`select distinct tableoid::regclass::text as part from findings`;
    expect(parts.length).toBeGreaterThan(1);
    await onBoth(rollUp);
    expect(await organizationDays(twin)).toEqual(await organizationDays(plain));
    for (const harness of [twin, plain]) expect((await recount(harness.sql)).differences).toEqual([]);
  });

  const filters = [{}, { sort: '-opened' }, { q: 'file-3' }, { path: 'moved' }, { repo: 'acme/one', state: 'fixed' }];
  const reads: [string, (ctx: Context) => Promise<unknown>][] = [
    ['Today', getToday],
    ['the queue', (ctx) => getActions(ctx, actionListParams.parse({}))],
    ['uploads', (ctx) => getIngest(ctx, uploadListParams.parse({}))],
    ['repositories', (ctx) => getRepositories(ctx, repositoryListParams.parse({}))],
    ['repositories by name', (ctx) => getRepositories(ctx, repositoryListParams.parse({ sort: 'name' }))],
    ...filters.flatMap((params): [string, (ctx: Context) => Promise<unknown>][] => [
      [`findings ${JSON.stringify(params)}`, (ctx) => getFindings(ctx, findingListParams.parse(params))],
      [`facets ${JSON.stringify(params)}`, (ctx) => getFindingFacets(ctx, findingListParams.parse(params))],
    ]),
  ];
  const single: typeof reads = [
    ['a finding', (ctx) => getFinding(ctx, { repo: 'acme/three', number: 60 })],
    ['a repository', (ctx) => getRepository(ctx, 'acme/three')],
    ['an upload', (ctx) => getUpload(ctx, encodeId('upload', { repoId: 3, number: 2 }))],
    ['findings of a repository', (ctx) => getFindings(ctx, findingListParams.parse({ repo: 'acme/three' }))],
    ['the queue of a repository', (ctx) => getActions(ctx, actionListParams.parse({ repo: 'acme/three' }))],
    ['uploads of a repository', (ctx) => getIngest(ctx, uploadListParams.parse({ repo: 'acme/three' }))],
  ];

  it.each([...reads, ...single])('a view shows the same: %s', async (_name, read) => {
    const [spread, whole] = await Promise.all([read(twin.ctx), read(plain.ctx)]);
    expect(spread).toEqual(whole);
  });

  it.each(single)('a view of one repository touches one partition: %s', async (_name, read) => {
    tap.take();
    await read(twin.ctx);
    expect(await astray()).toEqual([]);
  });

  it('the demo goes as a whole', async () => {
    await onBoth((harness) => removeDemo(harness, { orgId: harness.ctx.orgId }));
    expect(await getToday(twin.ctx)).toEqual(await getToday(plain.ctx));
    expect(await twin.sql`select 1 from findings where repo_id not in (select id from repositories)`).toEqual([]);
  });
});
