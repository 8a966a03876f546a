import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrowed, wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { daysWithStarts } from '#lib/domain/calendar/day-zones.ts';
import { connect, type Database, type Sql } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { vacuumWhole } from '../testing-vacuum.ts';
import { type CadencePage, countCadence, findCadence } from './cadence.ts';
import { findCadenceDays } from './cadence-days.ts';
import { countGrid, countPatterns, findGrid, findGridSources, type GridPage } from './coverage-grid.ts';
import { findEndedExemptions, findExempted, listExemptions } from './exemptions.ts';
import { countOpenDecisions } from './gate-history.ts';
import { countSilent, findSilentStreams } from './silence.ts';
import { findCategorySuccess } from './streams-read.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const SOON = new Date('2026-03-03T00:00:00Z');
const SINCE = new Date('2026-02-23T09:00:00Z');

let database: TestDatabase;
let explain: Database;
let sql: Sql;
let statements: Statement[] = [];

/** 2,000 repositories of 20 teams with eight streams each; a report is held in one of two hundred. */
async function seed(): Promise<void> {
  await explain`insert into organizations (id, slug, name, demo, created_at) overriding system value values (1, 'acme', 'Acme', false, ${NOW})`;
  await explain`
    insert into repositories (id, org_id, slug, full_name, default_branch, default_branch_known, tracked_refs, criticality, exposure, archived, demo,
      hold_suspicious, kind, created_at)
    overriding system value
    select n, 1, 'acme/r' || n, 'acme/r' || n, 'main', true, '{}', 'normal', 'internal', false, false, true, 'code', ${NOW}
    from generate_series(1, 2000) n`;
  await explain`
    insert into repository_state (org_id, repo_id, not_measured, score, coverage, open_critical, open_high, open_medium, open_low, open_info,
      open_actions, uploads)
    select 1, n, n % 100, 50, array[${NOW.getTime()}::bigint, 0, ${SINCE.getTime() - 1}::bigint, -1, n % 3, ${NOW.getTime()}::bigint], 1, 1, 1, 1, 1, 1, 1
    from generate_series(1, 2000) n`;
  await explain`insert into pipelines (org_id, repo_id, id, key, created_at)
    select 1, n, p, 'ci-' || p, ${NOW} from generate_series(1, 2000) n, generate_series(1, 3) p`;
  await explain`
    insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, reports, present, held_upload, last_report_at, last_success_at,
      report_interval, retired_at, created_at)
    select 1, n, k, 1 + k % 3, 's' || k, '', 'main', k < 7, array['sast'], 9, 0, case when n % 200 = 0 and k = 1 then 9 end,
      ${NOW}::timestamptz - n % 9 * interval '1 day', ${NOW}::timestamptz - n % 9 * interval '1 day', 86400, case when n = 3 and k = 6 then ${NOW}::timestamptz end, ${NOW}::timestamptz - interval '120 days'
    from generate_series(1, 2000) n, generate_series(1, 8) k`;
  await explain`insert into teams (org_id, id, slug, name, demo, created_at) overriding system value
    select 1, t, 'team-' || t, 'Team ' || t, false, ${NOW} from generate_series(1, 20) t`;
  await explain`insert into team_repositories (org_id, team_id, repo_id, source) select 1, 1 + n % 20, n, 'hand' from generate_series(1, 2000) n`;
  await explain`
    insert into exemptions (org_id, repo_id, number, category, state, reason, requested_at, requester_kind, requester_name, expires_at)
    select 1, n, k, 'dast', case when k < 10 then 'expired' when n % 20 = 0 then 'requested' else 'in_force' end, 'None runs.',
      ${NOW}::timestamptz - n * interval '1 minute', 'session', 'Ada', ${NOW}::timestamptz + (n - 10) * interval '1 hour'
    from generate_series(1, 2000) n, generate_series(1, 10) k`;
  // Reports every four hours, a hundred days long, each of one of the six streams that count.
  await explain`
    insert into uploads (org_id, repo_id, number, pipeline_id, state, dedupe, label, ref, complete, blob, sha256, bytes, stored_bytes, order_at,
      received_at, attempts, incomplete, parsed, introduced, reopened, fixed, moved, changed, unchanged, skipped_count, skipped)
    select 1, n, k, 1 + (1 + k % 6) % 3, 'processed', decode(md5(k::text), 'hex'), '', 'main', true, 'x', decode(md5(k::text), 'hex'), 1, 1, ${NOW},
      ${NOW}::timestamptz - (600 - k) * interval '4 hours', 0, '{}', 0, 0, 0, 0, 0, 0, 0, 0, '[]'
    from generate_series(1, 25) n, generate_series(1, 600) k`;
  await explain`insert into upload_parts (org_id, repo_id, upload, stream_id, gaps, kept_open)
    select 1, repo_id, number, 1 + number % 6, '[]', 0 from uploads`;
  await explain`vacuum analyze uploads, upload_parts, exemptions, repositories, repository_state, pipelines, teams, team_repositories`;
  // Read from its indexes alone.
  await vacuumWhole(explain, 'streams');
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

const ALL = wholeOrganization(1);
const PAGE: GridPage = {
  pattern: null,
  category: null,
  state: null,
  freshSince: SINCE,
  sort: '-missing',
  after: null,
  limit: 51,
};

const CADENCE: CadencePage = {
  ...{ pattern: null, pipelineIds: null, category: null, state: null, now: NOW, sort: 'state', after: null, limit: 51 },
};

const DAYS = {
  ...daysWithStarts([], '2026-02-01', '2026-03-02'),
  pipelines: Array.from({ length: 50 }, (_, row) => ({ repoId: 1 + Math.floor(row / 3), pipelineId: 1 + (row % 3) })),
};
const WAITING = { states: ['requested'], expiringBefore: null, after: null, limit: 51 } as const;

describe('the grid of 2,000 repositories', () => {
  it.each<[string, number, () => Promise<unknown>, (found: never) => number, number]>([
    ['a page', 600, () => findGrid(sql, ALL, PAGE), (rows: unknown[]) => rows.length, 51],
    [
      'a later page, by name',
      1000,
      () => findGrid(sql, ALL, { ...PAGE, sort: 'name', after: { value: 'acme/r1500', repoId: 1500 } }),
      (rows: unknown[]) => rows.length,
      51,
    ],
    ['what is held', 2500, () => findGrid(sql, ALL, { ...PAGE, state: 'held' }), (rows: unknown[]) => rows.length, 10],
    [
      'how much that is',
      2500,
      () => countGrid(sql, ALL, { ...PAGE, state: 'stale' }, 10_001),
      (count: { repositories: number }) => count.repositories,
      2000,
    ],
    ['of one team', 1200, () => findGrid(sql, narrowed(ALL, [7, 8, 9]), PAGE), (rows: unknown[]) => rows.length, 3],
    // All in four ways, by n % 3 and whether one is held; each of the 20 teams in as many as it has.
    ['shares', 4000, () => countPatterns(sql, ALL, SINCE), (rows: unknown[]) => rows.length, 46],
    [
      'what reports a page',
      1500,
      () => findGridSources(sql, ALL, [1, 2, 3, 4, 5]),
      (rows: unknown[]) => rows.length,
      // One of six is retired.
      29,
    ],
    ['pipelines', 900, () => findCadence(sql, ALL, CADENCE), (rows: unknown[]) => rows.length, 51],
    [
      'pipelines that are silent',
      900,
      () => countCadence(sql, ALL, { ...CADENCE, state: 'silent' }, 10_001),
      (n: number) => n,
      3330,
    ],
    [
      'pipelines of one team',
      900,
      () => findCadence(sql, narrowed(ALL, [7, 8, 9]), CADENCE),
      (rows: unknown[]) => rows.length,
      9,
    ],
    ['what is silent', 120, () => countSilent(sql, ALL, NOW), (n: number) => n, 6660],
    ['what is silent first', 200, () => findSilentStreams(sql, ALL, NOW, 10), (rows: unknown[]) => rows.length, 10],
    ['the newest success', 60, () => findCategorySuccess(sql, ALL), (rows: unknown[]) => rows.length, 1],
    ['exemptions that wait', 900, () => listExemptions(sql, ALL, WAITING), (rows: unknown[]) => rows.length, 51],
    [
      'what 50 pipelines reported by day',
      11_000,
      () => findCadenceDays(sql, ALL, DAYS),
      (rows: unknown[]) => rows.length,
      // Of each its 30 days, and the last report before them; what is retired would have been the only one today.
      50 * 31 - 1,
    ],
    [
      'those that end soon',
      900,
      () => listExemptions(sql, ALL, { ...WAITING, states: ['in_force'], expiringBefore: SOON, limit: 201 }),
      (rows: unknown[]) => rows.length,
      23,
    ],
    [
      'of how many a digest tells',
      900,
      () => countOpenDecisions(sql, { orgId: 1 }, 'exemptions', SOON),
      (rows: unknown[]) => rows.length,
      123,
    ],
    [
      'those that end now',
      100,
      () => findEndedExemptions(sql, { orgId: 1 }, NOW),
      (rows: unknown[]) => rows.length,
      10,
    ],
    [
      'what does not apply to a page',
      900,
      () => findExempted(sql, ALL, [21, 22, 23, 24, 25], NOW),
      (rows: unknown[]) => rows.length,
      5,
    ],
  ])('%s touches at most %i pages', async (_, most, read, size, expected) => {
    statements = [];
    expect(size((await read()) as never)).toBe(expected);
    const { buffers, whole } = await explainReads(sql, statements);
    expect(whole).toEqual([]);
    expect(buffers).toBeLessThan(most);
  });
});
