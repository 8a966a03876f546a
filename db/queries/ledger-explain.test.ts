import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrowed, wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { daysWithStarts } from '#lib/domain/calendar/day-zones.ts';
import { connect, type Database, type Sql } from '../client.ts';
import { ensureMonths } from '../partitions.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { vacuumWhole } from '../testing-vacuum.ts';
import { findLedgersNow, findLedgersOfDay, listEntries } from './ledger.ts';
import { findLabelParts, findTeamParts } from './portfolio-parts.ts';
import { findMemberFigures } from './posture.ts';
import { listDayChanges } from './trend-changes.ts';
import { findMemberScores, findMemberTrend, WHOLE_MEASURES } from './trend-days.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const REPOSITORIES = 200;
const DAYS = 120;

let database: TestDatabase;
let explain: Database;
let sql: Sql;
let statements: Statement[] = [];

/** A row and an entry of each day of two hundred repositories; one entry in fifty is of a rare cause. */
async function seed(): Promise<void> {
  await ensureMonths(explain, new Date('2025-11-01T00:00:00Z'), NOW);
  await explain`insert into organizations (id, slug, name, demo, created_at) overriding system value values (1, 'acme', 'Acme', false, ${NOW})`;
  await explain`
    insert into repositories (id, org_id, slug, full_name, default_branch, default_branch_known, tracked_refs, criticality, exposure, archived, demo,
      hold_suspicious, kind, created_at)
    overriding system value
    select n, 1, 'acme/r' || n, 'acme/r' || n, 'main', true, '{}', 'normal', 'internal', false, false, true, 'code', ${NOW}
    from generate_series(1, ${REPOSITORIES}::int) n`;
  await explain`
    insert into repository_days (org_id, repo_id, day, score, open_critical, open_high, open_medium, open_low, open_info, introduced,
      reopened, fixed, uploads, ledger, criticality, archived, measures)
    select 1, id, ${NOW}::timestamptz::date - d, 50, 1, 1, 1, 1, 1, 1, 0, 1, 1, array_fill(1, array[40]), 'normal', false, m.measures
    from repositories, generate_series(0, ${DAYS}::int) d,
      (select jsonb_build_object('openAges', jsonb_object_agg(a::text, a)) as measures from generate_series(1, 30) a) m
    order by d, id`;
  await explain`
    insert into repository_state (org_id, repo_id, not_measured, score, ledger, open_critical, open_high, open_medium, open_low, open_info,
      open_actions, uploads)
    select 1, id, 20, 50, array_fill(1, array[40]), 1, 1, 1, 1, 1, 1, 1 from repositories`;
  await explain`insert into teams (org_id, id, slug, name, demo, created_at) overriding system value
    select 1, t, 'team-' || t, 'Team ' || t, false, ${NOW} from generate_series(1, 20) t`;
  await explain`insert into team_repositories (org_id, team_id, repo_id, source)
    select 1, 1 + id % 20, id, source from repositories, unnest('{hand,pattern}'::text[]) source`;
  await explain`insert into repository_labels (org_id, repo_id, label)
    select 1, id, 'label-' || (id + l) % 10 from repositories, generate_series(1, 3) l`;
  await explain`
    insert into ledger_entries (org_id, repo_id, at, cause, points, findings, upload)
    select 1, id, ${NOW}::timestamptz - d * interval '1 day', case when (id + d) % 50 = 0 then 'decisions' else 'fixed' end, 1000, 1, 0
    from repositories, generate_series(0, ${DAYS}::int) d`;
  const months = await explain<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'repository_days'::regclass`;
  for (const { name } of months) await vacuumWhole(explain, name);
  await explain`vacuum analyze repositories, repository_state, ledger_entries, teams, team_repositories, repository_labels`;
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
const EVERY = Array.from({ length: REPOSITORIES }, (_, index) => index + 1);
const FORTY = narrowed(
  ALL,
  EVERY.filter((id) => id % 5 === 0),
);
const PERIOD = { from: new Date('2025-11-10T00:00:00Z'), until: NOW, limit: 51 };

const CHART = { from: '2025-12-01', to: '2026-02-28' };

const ON_A_DAY = {
  ...{ ...daysWithStarts([], '2026-02-20', '2026-02-20'), after: null, limit: 51 },
};

describe('the ledger of 200 repositories and 120 days', () => {
  it.each<[string, number, () => Promise<readonly unknown[]>, number]>([
    // A look into the index for each repository, and no other month.
    [
      'the end of a day',
      4500,
      () => findLedgersOfDay(sql, ALL, { since: '2026-01-20', day: '2026-02-20', end: NOW }),
      200,
    ],
    [
      'that of one repository',
      60,
      () => findLedgersOfDay(sql, narrowed(ALL, [7]), { since: '2026-01-20', day: '2026-02-20', end: NOW }),
      1,
    ],
    [
      'a page of entries',
      500,
      () => listEntries(sql, ALL, { ...PERIOD, repoIds: EVERY, cause: null, after: null }),
      51,
    ],
    [
      'of a rare cause',
      500,
      () => listEntries(sql, ALL, { ...PERIOD, repoIds: EVERY, cause: 'decisions', after: null }),
      51,
    ],
    [
      'of one repository',
      300,
      () => listEntries(sql, ALL, { ...PERIOD, repoIds: [7], cause: 'fixed', after: null }),
      51,
    ],
    [
      'a page far behind',
      600,
      () =>
        listEntries(sql, ALL, {
          ...PERIOD,
          repoIds: EVERY,
          cause: 'fixed',
          after: { at: '2025-12-01T09:00:00.000000Z', repoId: 50, cause: 'fixed' },
        }),
      51,
    ],
    [
      'a chart of two repositories',
      600,
      () => findMemberTrend(sql, narrowed(ALL, [7, 8]), { ...CHART, scored: true, measured: WHOLE_MEASURES }),
      90,
    ],
    // From the index alone: each of these rows lies on a page of its own.
    ['a chart of forty', 400, () => findMemberTrend(sql, FORTY, { ...CHART, scored: true, measured: null }), 90],
    ['their scores at ends of weeks', 500, () => findMemberScores(sql, FORTY, ['2026-02-08', '2026-02-15']), 2],
    ['what all ledgers say now', 60, () => findLedgersNow(sql, ALL), 200],
    ['what the figures of parts need', 60, () => findMemberFigures(sql, ALL), 200],
    ['what all teams own', 60, () => findTeamParts(sql, ALL, 101), 20],
    ['what has each label', 30, () => findLabelParts(sql, ALL, 101), 10],
    // A look into the index for each repository, and into the events of those of which the row of the day has some.
    ['what changed on a day', 3500, () => listDayChanges(sql, ALL, { ...ON_A_DAY, kind: 'fixed' }), 0],
    ['of a kind that no row has', 2500, () => listDayChanges(sql, ALL, { ...ON_A_DAY, kind: 'reopened' }), 0],
  ])('%s is read by an index, in at most %d pages', async (_, most, read, rows) => {
    statements = [];
    expect(await read()).toHaveLength(rows);
    const { buffers, whole } = await explainReads(sql, statements);
    expect(whole).toEqual([]);
    expect(buffers).toBeLessThan(most);
  });
});
