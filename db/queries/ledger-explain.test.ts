import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrowed, wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { daysWithStarts } from '#lib/domain/calendar/day-zones.ts';
import { connect, type Database, type Sql } from '../client.ts';
import { ensureMonths } from '../partitions.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { findLedgersOfDay, listEntries } from './ledger.ts';
import { listDayChanges } from './trend-changes.ts';
import { findMemberTrend, WHOLE_MEASURES } from './trend-days.ts';

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
      reopened, fixed, uploads, ledger, criticality, archived)
    select 1, id, ${NOW}::timestamptz::date - d, 50, 1, 1, 1, 1, 1, 1, 0, 1, 1, array_fill(1, array[40]), 'normal', false
    from repositories, generate_series(0, ${DAYS}::int) d`;
  await explain`
    insert into ledger_entries (org_id, repo_id, at, cause, points, findings, upload)
    select 1, id, ${NOW}::timestamptz - d * interval '1 day', case when (id + d) % 50 = 0 then 'decisions' else 'fixed' end, 1000, 1, 0
    from repositories, generate_series(0, ${DAYS}::int) d`;
  await explain`vacuum analyze repositories, repository_days, ledger_entries`;
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
