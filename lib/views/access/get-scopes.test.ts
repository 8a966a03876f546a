import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, Sql } from '#db/client.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { explainReads, openNoting, type Statement } from '#db/testing-explain.ts';
import type { Context } from '#lib/context.ts';
import { scopeListParams } from '#lib/contracts/scope.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { startHarness } from '#lib/services/testing.ts';
import { chooseScope } from './choose-scope.ts';
import { getScopes } from './get-scopes.ts';

const TEAMS = 10_000;
const REPOSITORIES = 2000;

let database: TestDatabase;
let admin: Database;
let sql: Sql;
let ctx: Context;
let close: () => Promise<void>;
let statements: Statement[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const harness = await startHarness(database);
  close = harness.close;
  admin = harness.admin;
  const { orgId } = harness.ctx;
  const now = harness.clock.now;
  await harness.admin`
    insert into repositories (org_id, full_name, slug, default_branch, default_branch_known, tracked_refs, kind, criticality, exposure, archived,
      demo, hold_suspicious, created_at)
    select ${orgId}, 'acme/repo-' || n, 'acme/repo-' || n, 'main', true, '{}', 'code', 'normal', 'internal', false, false, true,
      ${now} from generate_series(1, ${REPOSITORIES}) n`;
  await harness.admin`
    insert into teams (org_id, slug, name, demo, created_at)
    select ${orgId}, 'team-' || n, 'Team ' || n, false, ${now} from generate_series(1, ${TEAMS}) n`;
  await harness.admin`
    insert into team_repositories (org_id, team_id, repo_id, source)
    select t.org_id, t.id, r.id, 'hand' from teams t join repositories r on r.org_id = t.org_id and r.id % 500 = t.id % 500`;
  await harness.admin`
    insert into repository_labels (org_id, repo_id, label)
    select org_id, id, 'label-' || id % 40 from repositories`;
  await harness.admin`analyze`;
  sql = openNoting(harness.admin.boundTo(orgId), (statement) => statements.push(statement));
  ctx = { ...harness.ctx, sql, readSql: sql };
});
afterAll(async () => {
  await close();
});

async function buffersOf(read: () => Promise<unknown>): Promise<number> {
  statements = [];
  await read();
  return (await explainReads(admin.boundTo(ctx.orgId), statements)).buffers;
}

const list = (params: object, readScope = wholeOrganization(ctx.orgId)) =>
  getScopes({ ...ctx, readScope }, scopeListParams.parse(params));

it('finds one of ten thousand teams, and pages through them, by an index', async () => {
  const named = await list({ q: 'team 9999' });
  expect(named.items).toEqual([{ scope: 'team:team-9999', kind: 'team', name: 'Team 9999', repositories: 4 }]);
  const first = await list({});
  expect(first.items).toHaveLength(20);
  const next = first.next_cursor ?? '';
  expect(await buffersOf(() => list({}))).toBeLessThan(600);
  expect(await buffersOf(() => list({ cursor: next }))).toBeLessThan(600);
  // A text is looked for in every name.
  expect(await buffersOf(() => list({ q: 'team 9999' }))).toBeLessThan(1000);
});

it('offers to somebody of one team what that one owns', async () => {
  const team = await chooseScope(ctx, 'team:team-7');
  const { repositories } = team.readScope;
  expect(repositories).toHaveLength(4);
  const mine = { orgId: ctx.orgId, repositories, teams: [] };
  expect(await list({ kind: 'team' }, mine)).toEqual({ items: [], next_cursor: null });
  const { items } = await list({ kind: 'repository' }, mine);
  expect(items.map(({ scope }) => scope)).toEqual([
    'repo:acme/repo-1007',
    'repo:acme/repo-1507',
    'repo:acme/repo-507',
    'repo:acme/repo-7',
  ]);
});

it('cuts the read scope to a team by two index reads', async () => {
  expect(await buffersOf(() => chooseScope(ctx, 'team:team-5000'))).toBeLessThan(40);
  expect(await buffersOf(() => chooseScope(ctx, 'label:label-3'))).toBeLessThan(80);
  expect(await buffersOf(() => chooseScope(ctx, 'repo:acme/repo-3'))).toBeLessThan(40);
});
