import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database, type Sql } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { listDueIssues, listIssues } from './action-issues.ts';
import { findView, findViews } from './saved-views.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const ISSUES = 100_000;
const PEOPLE = 2000;

let database: TestDatabase;
let explain: Database;
let sql: Sql;
let statements: Statement[] = [];

/**
 * Issues of a hundred thousand fixes in two trackers, of which one in a thousand is due; fifty views of each of two
 * thousand people, and a hundred shared ones. Fixes and people themselves are not asked here.
 */
async function seed(): Promise<void> {
  await explain`insert into organizations (id, slug, name, demo, created_at) overriding system value values (1, 'acme', 'Acme', false, ${NOW})`;
  await explain`alter table action_issues drop constraint action_issues_action`;
  await explain`
    insert into action_issues (org_id, repo_id, action_number, tracker_id, tracker_kind, project, state, marker, attempts,
      failures, next_at, created_at, created_by)
    select 1, 1 + n % 200, n, 1 + t, 'github', 'acme/web', case when n % 2 = 0 then 'open' else 'closed' end, md5(n::text), 1, 0,
      case when n % 1000 = 0 then ${NOW}::timestamptz - n * interval '1 second' when n % 2 = 0 then ${NOW}::timestamptz + interval '1 hour' end,
      ${NOW}, 'Ada'
    from generate_series(1, ${ISSUES}::int) n, generate_series(0, 1) t`;
  await explain`alter table saved_views drop constraint saved_views_owner`;
  await explain`
    insert into saved_views (org_id, screen, owner_id, slug, name, search, changed_at)
    select 1, 'findings', p, 'v-' || n, 'View ' || n, 'state=open', ${NOW}
    from generate_series(1, ${PEOPLE}::int) p, generate_series(1, 50) n`;
  await explain`
    insert into saved_views (org_id, screen, owner_id, slug, name, search, changed_at)
    select 1, 'findings', null, 'v-' || n, 'View ' || n, 'state=open', ${NOW} from generate_series(1, 100) n`;
  await explain`vacuum analyze action_issues, saved_views`;
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

/** Runs a read, which may touch so many buffers and read no large table whole. */
async function within<T>(bound: number, read: () => Promise<T>): Promise<T> {
  statements = [];
  const found = await read();
  const { buffers, whole } = await explainReads(explain.boundTo(1), statements);
  expect(whole).toEqual([]);
  expect(buffers).toBeLessThan(bound);
  return found;
}

describe('issues of 100,000 fixes in two trackers', () => {
  it('are found by what is due, the longest due first, without looking at what is not', async () => {
    const due = await within(300, () => listDueIssues(sql, { orgId: 1 }, NOW, 50));
    expect(due).toHaveLength(50);
    expect(due[0]).toMatchObject({ actionNumber: ISSUES });
    const none = new Date(NOW.getTime() - 86_400_000 * 365);
    expect(await within(20, () => listDueIssues(sql, { orgId: 1 }, none, 50))).toEqual([]);
  });

  it('are read of one fix by its key', async () => {
    const found = await within(30, () => listIssues(sql, { orgId: 1, repoId: 1 + (777 % 200) }, 777));
    expect(found.map(({ trackerId }) => trackerId)).toEqual([1, 2]);
  });
});

describe('100,000 views of 2,000 people', () => {
  it('are read of one person, and the shared ones, by an index', async () => {
    const seen = await within(150, () => findViews(sql, { orgId: 1 }, { screen: 'findings', userId: 1000 }));
    expect(seen).toHaveLength(150);
    expect(new Set(seen.map(({ ownerId }) => ownerId))).toEqual(new Set([1000, null]));
    expect(await within(150, () => findViews(sql, { orgId: 1 }, { screen: 'findings', userId: null }))).toHaveLength(
      100,
    );
  });

  it('are read one by its id, and only by who may', async () => {
    const [one] = await findViews(sql, { orgId: 1 }, { screen: 'findings', userId: 1000 });
    const id = one?.id ?? 0;
    expect(await within(20, () => findView(sql, { orgId: 1 }, { id, userId: 1000 }))).toMatchObject({ id });
    expect(await within(20, () => findView(sql, { orgId: 1 }, { id, userId: 1001 }))).toBeNull();
  });
});
