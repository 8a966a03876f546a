import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '#db/client.ts';
import { explainReads, openNoting, type Statement } from '#db/testing-explain.ts';
import type { Context } from '#lib/context.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { ROLES, type Role } from '#lib/domain/access/role.ts';
import { changeMembers } from '#lib/services/team/change-members.ts';
import { changePatterns } from '#lib/services/team/change-patterns.ts';
import { createTeam } from '#lib/services/team/create-team.ts';
import { deleteTeam } from '#lib/services/team/delete-team.ts';
import { setDeveloperSight } from '#lib/services/team/set-developer-sight.ts';
import { sarifOf, startHarness } from '#lib/services/testing.ts';
import { createToken } from '#lib/services/token/create.ts';
import { addMember, beginSession } from '#lib/services/user/testing.ts';
import { findReadScope } from './find-read-scope.ts';
import { identifySession } from './identify-session.ts';
import { identifyToken } from './identify-token.ts';

const harness = await startHarness();
const { ctx, admin, systemSql: sql } = harness;
const { orgId } = ctx;
const ALL = ['acme/api', 'acme/web', 'other/site'];
afterAll(() => harness.close());
beforeEach(async () => {
  await admin`truncate teams, repositories, users, accounts, tokens, sessions cascade`;
  await admin`update organizations set developer_sight = 'organization'`;
  for (const repo of ALL) await harness.accept({ repo }, sarifOf([{ rule: repo, file: 'a', line: 1, code: repo }]));
});

/** Of people, by id. */
const accounts = new Map<number, number>();

async function person(role: Role): Promise<number> {
  const input = { email: `${role}@example.com`, name: role, role, passwordHash: 'chosen', now: ctx.now() };
  const member = await addMember(sql, { orgId }, input);
  accounts.set(member.id, member.accountId);
  return member.id;
}

async function team(name: string, pattern: string, ...add: number[]): Promise<{ id: number; slug: string }> {
  const made = await createTeam(ctx, { name });
  await changePatterns(ctx, made.slug, { add: [pattern], remove: [] });
  if (add.length > 0) await changeMembers(ctx, made.slug, { add, remove: [] });
  return made;
}

async function scopeOf(userId: number) {
  const claim = await beginSession(sql, { accountId: accounts.get(userId) ?? 0 }, ctx.now());
  const identity = await identifySession(sql, claim, ctx.now());
  if (!identity) throw new Error('the session is not valid');
  return findReadScope(sql, identity.principal);
}

async function namesOf(connection: Connection, ids: 'all' | readonly number[]): Promise<string[]> {
  if (ids === 'all') return ALL;
  const rows = await connection<{ fullName: string }[]>`
    select full_name from repositories where id = any(${[...ids]}::int[]) order by full_name`;
  return rows.map(({ fullName }) => fullName);
}

const seenBy = async (userId: number) => namesOf(sql, (await scopeOf(userId)).repositories);

async function seenByToken(maker: number | null, input: object): Promise<string[]> {
  const by: Context = { ...ctx, userId: maker, credential: { kind: 'session', name: 'maker', tokenId: null } };
  const { token } = await createToken(by, createTokenBody.parse({ kind: 'api', name: 'x', ...input }));
  const { principal } = await identifyToken(sql, token, ctx.now());
  return namesOf(sql, (await findReadScope(sql, principal)).repositories);
}

describe('a developer', () => {
  it('sees everything until the first team is made, then what the own teams own, from the next request on', async () => {
    const dev = await person('developer');
    expect(await scopeOf(dev)).toEqual(wholeOrganization(orgId));
    const web = await team('Web', 'acme/web');
    expect(await scopeOf(dev)).toEqual({ orgId, repositories: [], teams: [] });
    await changeMembers(ctx, 'web', { add: [dev], remove: [] });
    expect(await seenBy(dev)).toEqual(['acme/web']);
    expect((await scopeOf(dev)).teams).toEqual([web.id]);
    await team('Api', 'acme/*', dev);
    expect(await seenBy(dev)).toEqual(['acme/api', 'acme/web']);
    await changeMembers(ctx, 'api', { add: [], remove: [dev] });
    expect(await seenBy(dev)).toEqual(['acme/web']);
  });

  it('still sees nothing else once the last team is deleted, until somebody says so', async () => {
    const dev = await person('developer');
    await team('Web', 'acme/web', dev);
    await deleteTeam(ctx, 'web');
    expect(await seenBy(dev)).toEqual([]);
    await setDeveloperSight(ctx, 'organization');
    expect(await seenBy(dev)).toEqual(ALL);
  });

  it('sees as before while only the demo has teams, and when a further team is made after somebody said so', async () => {
    const dev = await person('developer');
    await createTeam(ctx, { name: 'Demo', demo: true });
    expect(await seenBy(dev)).toEqual(ALL);
    await team('Web', 'acme/web');
    await setDeveloperSight(ctx, 'organization');
    await team('Api', 'acme/api');
    expect(await seenBy(dev)).toEqual(ALL);
  });

  it('of no session sees nothing', async () => {
    await team('Web', 'acme/web');
    expect(await findReadScope(sql, { kind: 'user', orgId, role: 'developer' })).toEqual({
      ...{ orgId, repositories: [], teams: [] },
    });
  });
});

it.each(ROLES.filter((role) => role !== 'developer'))('a person with the role %s sees everything', async (role) => {
  await team('Web', 'acme/web', await person('developer'));
  expect(await scopeOf(await person(role))).toEqual(wholeOrganization(orgId));
});

describe('an API token', () => {
  it('that acts as a developer sees what the teams of its maker own, of its repositories', async () => {
    const boss = await person('admin');
    await team('Acme', 'acme/*', boss);
    expect(await seenByToken(boss, { role: 'developer' })).toEqual(['acme/api', 'acme/web']);
    const repositories = ['other/site', 'acme/web'];
    expect(await seenByToken(boss, { role: 'developer', repositories })).toEqual(['acme/web']);
    expect(await seenByToken(boss, { role: 'viewer' })).toEqual(ALL);
    // Whoever may run commands sees everything, and says which repositories the token is for.
    expect(await seenByToken(null, { role: 'developer', repositories: ['other/*'] })).toEqual(['other/site']);
  });

  it('of somebody who became a developer sees no more than that person, whatever its role', async () => {
    const boss = await person('admin');
    await team('Web', 'acme/web', boss);
    const by: Context = { ...ctx, userId: boss, credential: { kind: 'session', name: 'maker', tokenId: null } };
    const { token } = await createToken(by, createTokenBody.parse({ kind: 'api', name: 'x', role: 'viewer' }));
    await admin`update users set role = 'developer' where id = ${boss}`;
    const { principal } = await identifyToken(sql, token, ctx.now());
    expect(await namesOf(sql, (await findReadScope(sql, principal)).repositories)).toEqual(['acme/web']);
  });
});

it('what a developer sees is found by indexes, among 10,000 teams and 2,000 repositories', async () => {
  const dev = await person('developer');
  await createTeam(ctx, { name: 'First' });
  await admin`insert into teams (org_id, slug, name, demo, created_at)
    select ${orgId}, 't' || n, 'T' || n, false, ${ctx.now()} from generate_series(1, 10000) n`;
  await admin`insert into repositories (org_id, slug, full_name, kind, default_branch, default_branch_known, tracked_refs,
      criticality, exposure, archived, hold_suspicious, demo, created_at)
    select ${orgId}, 'big/r' || n, 'big/r' || n, 'code', 'main', false, '{}', 'normal', 'internal', false, true, false,
      ${ctx.now()} from generate_series(1, 2000) n`;
  await admin`insert into team_repositories (org_id, team_id, repo_id, source)
    select ${orgId}, t.id, r.id, 'pattern' from (select id, row_number() over (order by id) as n from teams) t
    join (select id, row_number() over (order by id) as n from repositories) r on r.n % 50 = t.n % 50 and t.n % 40 = 0`;
  await admin`insert into team_members (org_id, team_id, user_id, source)
    select ${orgId}, id, ${dev}, 'hand' from teams where slug = 't39'`;
  await admin`analyze teams, team_repositories, team_members`;
  const statements: Statement[] = [];
  const noting = openNoting(harness.admin.boundTo(orgId), (statement) => statements.push(statement));
  const { repositories } = await findReadScope(noting, { kind: 'user', orgId, role: 'developer', teamsOf: dev });
  expect(repositories).toHaveLength(40);
  expect((await explainReads(admin.boundTo(orgId), statements)).buffers).toBeLessThan(20);
});
