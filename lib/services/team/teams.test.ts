import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { pageParams, teamListParams } from '#lib/contracts/team.ts';
import { Fault } from '#lib/errors.ts';
import { changeLabels } from '#lib/services/repository/change-labels.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { setCodeOwners } from '#lib/services/repository/set-code-owners.ts';
import { sarifOf, startHarness } from '#lib/services/testing.ts';
import { removeUser } from '#lib/services/user/remove-user.ts';
import { addMember } from '#lib/services/user/testing.ts';
import { getMembers, getOwned, getTeam } from '#lib/views/team/get-team.ts';
import { getTeams } from '#lib/views/team/get-teams.ts';
import { changeMembers } from './change-members.ts';
import { changeOwned } from './change-owned.ts';
import { changePatterns } from './change-patterns.ts';
import { createTeam } from './create-team.ts';
import { deleteTeam } from './delete-team.ts';
import { renameTeam } from './rename-team.ts';
import { replaceOwned } from './replace-owned.ts';
import { setDeveloperSight } from './set-developer-sight.ts';

const harness = await startHarness();
const { ctx, admin, systemSql: sql } = harness;
const scope = { orgId: ctx.orgId };
afterAll(() => harness.close());
beforeEach(async () => {
  await admin`truncate teams, repositories, users, audit_entries, audit_heads cascade`;
  await admin`update organizations set developer_sight = 'organization'`;
});

const byHand: Context = { ...ctx, credential: { kind: 'session', name: 'Ada', tokenId: null } };
const deliver = (repo: string) => harness.accept({ repo }, sarifOf([{ rule: repo, file: 'a', line: 1, code: repo }]));
const add = (...names: string[]) => ({ add: names, remove: [] });
const remove = (...names: string[]) => ({ add: [], remove: names });
const page = pageParams.parse({});

async function owned(slug: string): Promise<string[]> {
  return (await getOwned(ctx, slug, page)).items.map(({ name, sources }) => `${name} ${sources.join()}`);
}

async function person(name: string): Promise<number> {
  const input = { email: `${name}@example.com`, name, role: 'developer' as const, passwordHash: 'x', now: ctx.now() };
  return (await addMember(sql, scope, input)).id;
}

async function members(slug: string): Promise<string[]> {
  return (await getMembers(ctx, slug, page)).items.map(({ name, sources }) => `${name} ${sources.join()}`);
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => (error instanceof Fault ? error.code : String(error)),
  );

const verbs = async () =>
  (await sql<{ verb: string }[]>`select verb from audit_entries order by sequence`).map((row) => row.verb);

describe('a team', () => {
  it('is made once for each slug, which comes from its name', async () => {
    expect(await createTeam(ctx, { name: 'Payments & Billing' })).toMatchObject({ slug: 'payments-billing' });
    expect(await codeOf(createTeam(ctx, { name: 'payments billing' }))).toBe('conflict');
    expect(await codeOf(createTeam(ctx, { name: '支払い' }))).toBe('invalid_input');
    expect(await createTeam(ctx, { name: '支払い', slug: 'shiharai' })).toMatchObject({ name: '支払い' });
    expect((await getTeams(ctx, teamListParams.parse({ q: 'PAY' }))).items.map(({ slug }) => slug)).toEqual([
      'payments-billing',
    ]);
  });

  it('is renamed by whoever saw its present name', async () => {
    await createTeam(ctx, { name: 'Web' });
    await renameTeam(ctx, 'web', { name: 'Websites', from: 'Web' });
    expect(await codeOf(renameTeam(ctx, 'web', { name: 'Pages', from: 'Web' }))).toBe('conflict');
    expect(await getTeam(ctx, 'WEB')).toMatchObject({ slug: 'web', name: 'Websites' });
  });

  it('is gone with everything of it once it is deleted', async () => {
    await deliver('acme/web');
    await createTeam(ctx, { name: 'Web' });
    await changePatterns(ctx, 'web', add('*'));
    await changeMembers(ctx, 'web', { add: [await person('bo')], remove: [] });
    await deleteTeam(ctx, 'web');
    expect(await codeOf(getTeam(ctx, 'web'))).toBe('not_found');
    expect(await sql`select 1 from team_members union all select 1 from team_repositories`).toEqual([]);
    expect(await codeOf(deleteTeam(ctx, 'web'))).toBe('not_found');
  });

  it('is paged by slug, each once', async () => {
    for (const name of ['b', 'd', 'a', 'c', 'e']) await createTeam(ctx, { name });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const list = await getTeams(ctx, teamListParams.parse({ limit: 2, cursor }));
      seen.push(...list.items.map(({ slug }) => slug));
      expect(list.total).toEqual({ value: 5, relation: 'exact' });
      cursor = list.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('leaves an entry in the audit log for each change, and none for what changes nothing', async () => {
    await deliver('acme/web');
    const bo = await person('bo');
    await createTeam(ctx, { name: 'Web' });
    for (let time = 0; time < 2; time += 1) {
      await renameTeam(ctx, 'web', { name: 'Websites' });
      await changeMembers(ctx, 'web', { add: [bo], remove: [] });
      await changePatterns(ctx, 'web', add('acme/*'));
      await changeOwned(ctx, 'web', add('acme/web'));
      await replaceOwned(ctx, 'web', { repositories: ['acme/web'] });
      await changeLabels(ctx, 'acme/web', { labels: ['a'] });
      await setDeveloperSight(ctx, 'teams');
    }
    expect((await verbs()).slice(1)).toEqual([
      'team.created',
      'organization.developer_sight_changed',
      'team.renamed',
      'team.members_changed',
      'team.patterns_changed',
      'team.repositories_changed',
      'repository.labels_changed',
    ]);
  });
});

describe('a member of a team', () => {
  it('may be there for two reasons, and leaves when the last one is gone', async () => {
    const bo = await person('bo');
    await createTeam(ctx, { name: 'Web' });
    await changeMembers(ctx, 'web', { add: [bo, bo], remove: [] });
    await changeMembers(byHand, 'web', { add: [bo], remove: [] });
    expect(await members('web')).toEqual(['bo api,hand']);
    await changeMembers(byHand, 'web', { add: [], remove: [bo] });
    expect(await members('web')).toEqual([]);
  });

  it('whom a group keeps in it is not taken out', async () => {
    const bo = await person('bo');
    const { id } = await createTeam(ctx, { name: 'Web' });
    await admin`insert into team_members (org_id, team_id, user_id, source) values (${ctx.orgId}, ${id}, ${bo}, 'group')`;
    await changeMembers(byHand, 'web', { add: [bo], remove: [] });
    expect(await codeOf(changeMembers(byHand, 'web', { add: [], remove: [bo] }))).toBe('conflict');
    expect(await members('web')).toEqual(['bo group,hand']);
  });

  it('is a person of the organization', async () => {
    await createTeam(ctx, { name: 'Web' });
    const [other] = await admin<{ id: number }[]>`
      insert into organizations (slug, name, demo, created_at) values ('other', 'Other', false, ${ctx.now()})
      on conflict (slug) do update set name = excluded.name returning id`;
    const eve = await addMember(
      sql,
      { orgId: other?.id ?? 0 },
      { email: 'eve@example.com', name: 'Eve', role: 'admin', passwordHash: 'x', now: ctx.now() },
    );
    const bo = await person('bo');
    expect(await codeOf(changeMembers(ctx, 'web', { add: [bo, eve.id], remove: [] }))).toBe('invalid_input');
    expect(await members('web')).toEqual([]);
  });

  it('who is removed from the organization is in no team', async () => {
    const bo = await person('bo');
    await createTeam(ctx, { name: 'Web' });
    await changeMembers(ctx, 'web', { add: [bo], remove: [] });
    await removeUser(ctx, bo);
    expect(await sql`select 1 from team_members`).toEqual([]);
    expect(await getTeam(ctx, 'web')).toMatchObject({ members: 0 });
  });

  it('stays when two administrators change the team at once', async () => {
    await createTeam(ctx, { name: 'Web' });
    const people = [];
    for (let index = 0; index < 8; index += 1) people.push(await person(`p${index}`));
    await Promise.all(people.map((id) => changeMembers(ctx, 'web', { add: [id], remove: [] })));
    expect(await members('web')).toHaveLength(8);
  });
});

describe('a pattern', () => {
  it('gives what it matches now and what gets such a name later, and takes it with its end', async () => {
    await deliver('acme/web');
    await deliver('other/site');
    await createTeam(ctx, { name: 'Acme' });
    await changePatterns(ctx, 'acme', add('acme/*', 'nothing/*'));
    expect(await owned('acme')).toEqual(['acme/web pattern']);
    await deliver('acme/api');
    await changeRepository(ctx, 'other/site', { name: 'acme/site' });
    expect(await owned('acme')).toEqual(['acme/api pattern', 'acme/site pattern', 'acme/web pattern']);
    await changeRepository(ctx, 'acme/web', { name: 'other/web' });
    expect(await owned('acme')).toEqual(['acme/api pattern', 'acme/site pattern']);
    await changePatterns(ctx, 'acme', remove('acme/*'));
    expect(await owned('acme')).toEqual([]);
  });

  it('that matches everything gives everything, and another team its own', async () => {
    await deliver('acme/web');
    await createTeam(ctx, { name: 'All' });
    await createTeam(ctx, { name: 'Web' });
    await changePatterns(ctx, 'all', add('*'));
    await changePatterns(ctx, 'web', add('*/web', 'acme/**'));
    await deliver('a/b/c');
    expect(await owned('all')).toEqual(['a/b/c pattern', 'acme/web pattern']);
    expect(await owned('web')).toEqual(['acme/web pattern']);
    expect(await codeOf(changePatterns(ctx, 'web', add(...Array.from({ length: 100 }, (_, i) => `x/${i}`))))).toBe(
      'invalid_input',
    );
  });

  it('misses no repository that is made at the same time', async () => {
    await createTeam(ctx, { name: 'Acme' });
    const names = Array.from({ length: 6 }, (_, index) => `acme/r${index}`);
    await Promise.all([
      ...names.slice(0, 3).map(deliver),
      changePatterns(ctx, 'acme', add('acme/*')),
      ...names.slice(3).map(deliver),
    ]);
    expect(await owned('acme')).toEqual(names.map((name) => `${name} pattern`));
  });
});

describe('a repository of a team', () => {
  beforeEach(async () => {
    for (const name of ['acme/web', 'acme/api', 'acme/docs']) await deliver(name);
    await createTeam(ctx, { name: 'Web' });
  });

  it('is given and taken by hand, beside what others say', async () => {
    await replaceOwned(ctx, 'web', { repositories: ['acme/web', 'acme/api'] });
    await changeOwned(byHand, 'web', add('ACME/Web', 'acme/docs'));
    expect(await owned('web')).toEqual(['acme/api api', 'acme/docs hand', 'acme/web api,hand']);
    await changeOwned(byHand, 'web', remove('acme/web', 'acme/docs'));
    expect(await owned('web')).toEqual(['acme/api api']);
  });

  it('of a full list replaces only what came so, and a list with an unknown name changes nothing', async () => {
    await changeOwned(byHand, 'web', add('acme/web'));
    await replaceOwned(ctx, 'web', { repositories: ['acme/web', 'acme/api'] });
    expect(await codeOf(replaceOwned(ctx, 'web', { repositories: ['acme/docs', 'no/such'] }))).toBe('invalid_input');
    expect(await owned('web')).toEqual(['acme/api api', 'acme/web api,hand']);
    await replaceOwned(ctx, 'web', { repositories: [] });
    expect(await owned('web')).toEqual(['acme/web hand']);
  });

  it('that it owns by a pattern cannot be taken by hand', async () => {
    await changePatterns(ctx, 'web', add('acme/web'));
    await changeOwned(byHand, 'web', add('acme/web'));
    expect(await codeOf(changeOwned(byHand, 'web', remove('acme/web')))).toBe('conflict');
    expect(await owned('web')).toEqual(['acme/web hand,pattern']);
  });
});

describe('a CODEOWNERS file', () => {
  beforeEach(() => deliver('acme/web'));

  it('makes teams owners, of an earlier file no longer, and those that are made later then', async () => {
    await createTeam(ctx, { name: 'Web' });
    const said = await setCodeOwners(ctx, 'acme/web', '* @acme/web @acme/late @ada\n/docs @acme/docs\n* nobody\n');
    expect(said).toEqual({
      owners: ['@acme/web', '@acme/late', '@ada'],
      teams: [{ slug: 'web', name: 'Web' }],
      partial_rules: 1,
      unreadable_lines: [3],
    });
    await createTeam(ctx, { name: 'Late' });
    expect([await owned('web'), await owned('late')]).toEqual([['acme/web codeowners'], ['acme/web codeowners']]);
    await setCodeOwners(ctx, 'acme/web', '* @acme/late');
    expect([await owned('web'), await owned('late')]).toEqual([[], ['acme/web codeowners']]);
    await setCodeOwners(ctx, 'acme/web', '');
    expect(await owned('late')).toEqual([]);
  });

  it('is sent by nobody who only delivers reports', async () => {
    const token = {
      kind: 'upload_token' as const,
      orgId: ctx.orgId,
      tokenId: 1,
      scopes: ['*'],
      pipelines: [],
      scanners: [],
    };
    expect(await codeOf(setCodeOwners({ ...ctx, principal: token }, 'acme/web', '* @acme/web'))).toBe('forbidden');
  });
});

describe('labels', () => {
  it('are said as a whole or changed one by one, at most 50', async () => {
    await deliver('acme/web');
    expect(await changeLabels(ctx, 'acme/web', { labels: ['b', 'a'] })).toEqual(['a', 'b']);
    expect(await changeLabels(ctx, 'acme/web', { add: ['c', 'a'], remove: ['b', 'x'] })).toEqual(['a', 'c']);
    const many = Array.from({ length: 49 }, (_, index) => `l${index}`);
    expect(await codeOf(changeLabels(ctx, 'acme/web', { add: many, remove: [] }))).toBe('invalid_input');
    await Promise.all(many.slice(0, 6).map((label) => changeLabels(ctx, 'acme/web', { add: [label], remove: [] })));
    expect(await changeLabels(ctx, 'acme/web', { labels: [] })).toEqual([]);
  });
});
