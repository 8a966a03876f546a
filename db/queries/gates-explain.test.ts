import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { connect, type Database, type Sql } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { type GateFilter, listGateAnswers } from './gate-history.ts';
import { countPipelineDrift, findFileFacts, findKeptDrift } from './pipeline-drift.ts';
import { listPipelineFiles } from './pipeline-files.ts';
import { findPipelinesOf } from './pipelines.ts';
import type { RepositoryScope } from './scope.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const REPOSITORIES = 40;
const ANSWERS = 24_000;
const FILES = 8000;

let database: TestDatabase;
let explain: Database;
let sql: Sql;
let statements: Statement[] = [];

/** Judged reports of forty repositories, a minute apart; one in four hundred fails, and one in two thousand is of a rare pipeline. */
async function seed(): Promise<void> {
  await explain`insert into organizations (id, slug, name, demo, created_at) overriding system value values (1, 'acme', 'Acme', false, ${NOW})`;
  await explain`
    insert into repositories (id, org_id, slug, full_name, default_branch, default_branch_known, tracked_refs, criticality, exposure, archived, demo,
      hold_suspicious, kind, created_at)
    overriding system value
    select n, 1, 'acme/r' || n, 'acme/r' || n, 'main', true, '{}', 'normal', 'internal', false, false, true, 'code', ${NOW}
    from generate_series(1, ${REPOSITORIES}::int) n`;
  await explain`
    insert into pipelines (org_id, repo_id, id, key, created_at)
    select 1, n, id, 'ci-' || id, ${NOW} from generate_series(1, ${REPOSITORIES}::int) n, generate_series(1, 2) id`;
  await explain`
    insert into uploads (org_id, repo_id, number, pipeline_id, state, dedupe, label, ref, complete, blob, sha256,
      bytes, stored_bytes, order_at, received_at, attempts, incomplete, parsed, introduced, reopened, fixed, moved, changed,
      unchanged, skipped_count, skipped)
    select 1, 1 + n % ${REPOSITORIES}::int, n, case when n % 2000 = 1 then 2 else 1 end, 'processed', decode(md5(n::text), 'hex'), '', 'main', true,
      md5(n::text), decode(md5(n::text) || md5('x' || n), 'hex'), 1, 1, ${NOW}, ${NOW}, 0, '{}', 0, 0, 0, 0, 0, 0, 0, 0, '[]'
    from generate_series(1, ${ANSWERS}::int) n`;
  await explain`
    insert into gate_answers (org_id, repo_id, upload, pipeline_id, at, outcome, policy_version, answer, facts, introduced)
    select org_id, repo_id, number, pipeline_id, ${NOW}::timestamptz - number * interval '1 minute',
      case when number % 400 = 1 then 'fail' else 'pass' end, 0, '{"outcome": "pass", "rules": [], "refused": []}', '{}', '{}'
    from uploads`;
  await explain`
    insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, reports, present, created_at)
    select 1, n, 1, 1, 'plumbline-workflows', '', 'main', true, '{pipeline}', 1, 0, ${NOW} from generate_series(1, ${REPOSITORIES}::int) n`;
  await explain`
    insert into judged_subjects (org_id, repo_id, stream_id, kind, name, outcomes, facts, upload, at)
    select 1, 1 + n % ${REPOSITORIES}::int, 1, 'workflow', 'w' || n || '.yml', '{"unpinned-uses": "pass"}', '{"events": [], "permissions": {}, "jobs": []}', 1, ${NOW}
    from generate_series(1, ${FILES}::int) n`;
  await explain`
    insert into pipeline_changes (org_id, repo_id, upload, place, path, kind, what, at)
    select 1, 1 + n % ${REPOSITORIES}::int, n, 0, 'w' || n || '.yml', 'new_action', 'a/b', ${NOW} from generate_series(1, ${FILES}::int) n`;
  await explain`vacuum analyze uploads, gate_answers, pipelines, repositories, streams, judged_subjects, pipeline_changes`;
}

beforeAll(async () => {
  database = await testDatabase();
  explain = connect(database, { max: 1, writable: true });
  await seed();
  sql = openNoting(explain.boundTo(1), (statement) => statements.push(statement));
}, 240_000);
afterAll(async () => {
  await explain?.end();
  await database?.drop();
});

const ALL: GateFilter = { repoIds: null, withoutRepoIds: null, pipelineIds: null, outcome: null };
const SOME = Array.from({ length: 30 }, (_, index) => index + 1);

describe('the history of gates among 24,000 reports', () => {
  it.each<[string, GateFilter, readonly number[] | 'all', number]>([
    ['all', ALL, 'all', 51],
    ['those that failed', { ...ALL, outcome: 'fail' }, 'all', 51],
    ['of a repository', { ...ALL, repoIds: [2] }, 'all', 51],
    ['of a rare pipeline', { ...ALL, repoIds: [2], pipelineIds: [2] }, 'all', 12],
    ['of two pipelines', { ...ALL, repoIds: [2], pipelineIds: [1, 2] }, 'all', 51],
    ['of two pipelines of which one has nothing', { ...ALL, repoIds: [2], pipelineIds: [2, 3] }, 'all', 12],
    ['those of a repository that failed', { ...ALL, repoIds: [2], outcome: 'fail' }, 'all', 51],
    ['without some', { ...ALL, withoutRepoIds: [1, 2] }, 'all', 51],
    ['of few repositories that somebody sees', ALL, [3, 4, 5], 51],
    ['of many repositories that somebody sees', ALL, SOME, 51],
  ])('%s: each page is read by an index', async (_, filter, repositories, rows) => {
    const scope = { ...wholeOrganization(1), repositories };
    const first = await listGateAnswers(sql, scope, filter, { after: null, limit: 51 });
    expect(first).toHaveLength(rows);
    const last = first.at(-10);
    const after = last === undefined ? null : { at: last.key, repoId: last.repoId, upload: last.upload };
    for (const place of [null, after]) {
      statements = [];
      await listGateAnswers(sql, scope, filter, { after: place, limit: 51 });
      const { buffers, whole } = await explainReads(explain.boundTo(1), statements);
      expect(whole).toEqual([]);
      // 51 rows, each with its upload, pipeline and repository.
      expect(buffers).toBeLessThan(1200);
    }
  });
});

describe('pipelines by the file that they are called as, among 8,000 of forty repositories', () => {
  it('are read by an index', async () => {
    await explain`
      insert into pipelines (org_id, repo_id, id, key, created_at)
      select 1, n, id, 'file-' || id || '.yml#job', ${NOW} from generate_series(1, ${REPOSITORIES}::int) n, generate_series(101, 300) id`;
    await explain`vacuum analyze pipelines`;
    statements = [];
    expect(await findPipelinesOf(sql, { orgId: 1, repoId: 7 }, 'file-150.yml')).toEqual([150]);
    const { buffers } = await explainReads(explain.boundTo(1), statements);
    expect(buffers).toBeLessThan(15);
  });
});

describe('files of pipelines among 8,000 of forty repositories', () => {
  it.each([
    ['all', 'all', null],
    ['of a repository', 'all', [2]],
    ['of few repositories that somebody sees', [3, 4, 5], null],
  ] as const)('%s: each page reads its own repositories, by indexes', async (_, repositories, repoIds) => {
    const scope = { ...wholeOrganization(1), repositories };
    const filter = { pattern: null, repoIds, path: null, failing: false, production: false };
    const page = { after: null, limit: 51, changedSince: NOW };
    const first = await listPipelineFiles(sql, scope, filter, page);
    expect(first).toHaveLength(51);
    expect(first.every(({ changes }) => changes === 1)).toBe(true);
    const last = first.at(-1);
    for (const after of [null, { slug: last?.slug ?? '', name: last?.name ?? '' }]) {
      statements = [];
      const rows = await listPipelineFiles(sql, scope, filter, { ...page, after });
      expect(rows[0]?.name === last?.name).toBe(false);
      const { buffers, whole } = await explainReads(explain.boundTo(1), statements);
      expect(whole.filter((table) => table !== 'repositories')).toEqual([]);
      expect(buffers).toBeLessThan(1200);
    }
  });
});

describe('what pipelines gave among 8,000 changes of forty repositories', () => {
  it.each<[string, (scope: RepositoryScope) => Promise<unknown[]>]>([
    ['changes of one', (scope) => findKeptDrift(sql, scope)],
    ['files of one', (scope) => findFileFacts(sql, scope, 'main')],
  ])('%s are read by its own rows', async (_what, read) => {
    statements = [];
    expect((await read({ orgId: 1, repoId: 7 })).length).toBe(FILES / REPOSITORIES);
    const { buffers, whole } = await explainReads(explain.boundTo(1), statements);
    expect(whole).toEqual([]);
    expect(buffers).toBeLessThan(600);
  });

  it('of a week are counted from it alone', async () => {
    statements = [];
    expect(await countPipelineDrift(sql, wholeOrganization(1), new Date(NOW.getTime() + 1), 10)).toEqual([]);
    const { buffers } = await explainReads(explain.boundTo(1), statements);
    expect(buffers).toBeLessThan(100);
    expect(await countPipelineDrift(sql, wholeOrganization(1), NOW, 1)).toMatchObject([
      { newActions: FILES / REPOSITORIES, widerPermissions: 0, unreviewed: 0 },
    ]);
  });
});
