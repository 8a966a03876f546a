import { describe, expect, it } from 'vitest';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { pathsOf } from '#lib/domain/privilege/path/testing.ts';
import { productionPatterns } from '#lib/domain/privilege/path-report/production-patterns.ts';
import { DEFAULT_PRIVILEGE_SETTINGS } from '#lib/domain/privilege/settings.ts';
import { changed, type TestInventory } from '#lib/inventories/github/testing.ts';
import { GITLAB_SECTIONS } from '#lib/inventories/gitlab/sections.ts';
import { soundGroup } from '#lib/inventories/gitlab/testing.ts';
import { readDocument } from '#lib/inventories/shared/document.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { readGitlabFacts } from './read-gitlab-facts.ts';

const production = productionPatterns(DEFAULT_PRIVILEGE_SETTINGS);

async function factsOf(document: TestInventory): Promise<AccessFacts> {
  const { scope, collectedAt, sections } = await readDocument(
    sourceFromBytes(JSON.stringify(document)),
    'gitlab',
    GITLAB_SECTIONS,
  );
  return readGitlabFacts({ scope, collectedAt, sections, production });
}

async function gitlabOf(document: TestInventory) {
  const { gitlab } = await factsOf(document);
  if (gitlab === null) throw new Error('no group');
  return gitlab;
}

const failed = (section: string) => changed(soundGroup(), `sections.${section}`, { status: 'failed', http: 403 });
const set = (place: string, value: unknown) => changed(soundGroup(), `sections.${place}`, value);

describe('readGitlabFacts', () => {
  it('reads people of the group, of those below it and of those that were invited, each with the role there', async () => {
    const { organization, gitlab } = await factsOf(soundGroup());
    expect(organization.people).toContainEqual({ id: 'user:11', name: 'rosa', kind: 'owner' });
    expect(organization.people).toContainEqual({ id: 'user:16', name: 'sven', kind: 'outside' });
    expect(gitlab?.groups.map(({ id, name, parent, members }) => [id, name, parent, members?.length])).toEqual([
      ['org', 'acme/shop', null, 4],
      ['group:21', 'acme/shop/mobile', 'org', 1],
      ['group:31', 'acme/platform', null, 1],
    ]);
    expect(gitlab?.projects[0]).toMatchObject({
      ...{ id: 'repo:41', group: 'org', jobs: true, forks: true, deploys: true },
      members: [{ person: 'user:12', level: 20 }],
      shares: [{ group: 'group:31', level: 30 }],
      branches: [
        { pattern: 'release/*', push: [], merge: [] },
        { pattern: 'main', push: [], merge: [] },
      ],
      tags: [{ pattern: 'v*', push: [{ by: 'level', level: 40 }], merge: [] }],
      approvals: { required: 1, authorApproves: false, committersApprove: false, resetOnPush: true },
      jobTokens: { limited: true, projects: ['repo:41'], groups: [], push: false },
    });
    expect(gitlab?.variables?.map(({ id, group }) => [id, group])).toEqual([
      ['org/secret:DEPLOY_TOKEN', 'org'],
      ['group:21/secret:PROD_SIGNING', 'group:21'],
    ]);
    expect(gitlab?.untold).toEqual([]);
  });

  it.each([
    ['members', (each) => each.groups[0]?.members],
    ['subgroup_variables', (each) => (each.untold[0] === 'acme/shop/mobile' ? null : 0)],
    ['group_members', (each) => each.groups[1]?.members],
    ['subgroup_tokens', (each) => each.groups[1]?.tokens],
    ['protected_branches', (each) => each.projects[0]?.branches],
    ['protected_tags', (each) => each.projects[0]?.tags],
    ['approval_rules', (each) => each.projects[0]?.approvals.required],
    ['protected_environments', (each) => each.projects[0]?.environments?.[0]?.rule],
    ['group_protected_environments', (each) => each.tiers],
    ['job_token_scope', (each) => each.projects[0]?.jobTokens.limited],
    ['job_token_projects', (each) => each.projects[0]?.jobTokens.projects],
    ['deploy_keys', (each) => each.projects[0]?.keys],
    ['project_members', (each) => each.projects[0]?.members],
    ['runners', (each) => each.runners],
  ] as [string, (each: Awaited<ReturnType<typeof gitlabOf>>) => unknown][])(
    'what %s did not tell is unknown, and not empty',
    async (section, pick) => {
      expect(pick(await gitlabOf(failed(section)))).toBeNull();
    },
  );

  it('knows of a group that nobody told of that its project is in it, and of nobody else in there', async () => {
    const { projects, groups } = await gitlabOf(
      changed(
        set('subgroups', { status: 'failed', http: 403 }),
        'sections.projects.data[0].path_with_namespace',
        'acme/shop/mobile/web',
      ),
    );
    expect(projects[0]?.group).toBe('group:acme/shop/mobile');
    expect(groups.at(-1)).toMatchObject({ id: 'group:acme/shop/mobile', parent: 'org', members: null });
  });

  it.each([
    ['a member who is blocked', 'members.data[2].state', 'blocked'],
    ['a membership that ended', 'members.data[2].expires_at', '2026-03-02'],
    ['one that waits for approval', 'members.data[2].membership_state', 'awaiting'],
  ])('%s is none', async (_, place, value) => {
    const { groups } = await gitlabOf(set(place, value));
    expect(groups[0]?.members?.map(({ person }) => person)).toEqual(['user:11', 'user:12', 'user:14']);
  });

  it('takes for unknown whom a rule lets in of a kind that nobody here knows', async () => {
    const levels = 'protected_branches.data[0].data[0].push_access_levels';
    const pushOf = async (value: unknown) => (await gitlabOf(set(levels, value))).projects[0]?.branches?.[0]?.push;
    expect(await pushOf([{ access_level: 0 }, { user_id: 13, access_level: 40 }])).toEqual([
      { by: 'person', name: 'user:13' },
    ]);
    expect(await pushOf([{ group_id: 1 }, { deploy_key_id: 51 }])).toEqual([
      { by: 'group', name: 'org' },
      { by: 'key', name: 'deploy_key:51' },
    ]);
    expect(await pushOf([{ member_role_id: 5 }])).toBeNull();
    expect(await pushOf(undefined)).toBeNull();
  });

  it.each([
    ['every branch, by name', { protected_branches: [{ name: 'main' }, { name: 'release/*' }] }, 1],
    [
      'every branch, as it says',
      { protected_branches: [{ name: 'main' }], applies_to_all_protected_branches: true },
      1,
    ],
    ['every branch, because it names none', { protected_branches: [] }, 1],
    ['one branch of two', { protected_branches: [{ name: 'main' }] }, null],
    ['one branch, and as many as all ask for', { protected_branches: [{ name: 'main' }], approvals_required: 0 }, 0],
    ['nobody knows which', { protected_branches: 'main' }, null],
    ['nobody knows how many', { approvals_required: 'two' }, null],
  ])('counts what a rule of approval asks for where it is for %s', async (_, part, required) => {
    const rule = { id: 61, rule_type: 'regular', approvals_required: 1, ...part };
    const { projects } = await gitlabOf(set('approval_rules.data[0].data', [rule]));
    expect(projects[0]?.approvals.required).toBe(required);
  });

  it.each([
    ['rules that are no list', { approval_rules: 'x' }, null],
    ['a number that is none', { approval_rules: [], required_approval_count: 'x' }, null],
    ['no number, as older ones have none', { approval_rules: [], required_approval_count: undefined }, 0],
    ['a number', { approval_rules: [], required_approval_count: 2 }, 2],
  ])('counts approvals of a deployment: %s', async (_, part, approvals) => {
    const row = { name: 'production', deploy_access_levels: [{ access_level: 40 }], ...part };
    const { projects } = await gitlabOf(set('protected_environments.data[0].data', [row]));
    expect(projects[0]?.environments?.[0]?.rule).toMatchObject({ approvals });
  });

  it('tells which projects a machine serves', async () => {
    const of = async (part: object) =>
      (await gitlabOf(set('runners.data[0]', { id: 71, ...part }))).runners?.[0]?.projects;
    expect(await of({ runner_type: 'instance_type' })).toBe('all');
    expect(await of({ runner_type: 'group_type', groups: [{ id: 21 }] })).toEqual([]);
    expect(await of({ runner_type: 'group_type', groups: [{ id: 999 }] })).toBe('all');
    expect(await of({ runner_type: 'project_type', projects: [{ id: 41 }] })).toEqual(['repo:41']);
    expect(await of({ runner_type: 'project_type' })).toBeNull();
    expect(await of({})).toBeNull();
  });

  it('tokens act by their scopes, and no more once they are over', async () => {
    const of = async (part: object) => {
      const row = { id: 101, name: 't', access_level: 40, ...part };
      return (await gitlabOf(set('group_access_tokens.data', [row]))).groups[0]?.tokens;
    };
    expect(await of({ scopes: ['read_api'] })).toMatchObject([{ writes: false, administers: false }]);
    expect(await of({ scopes: ['write_repository'] })).toMatchObject([{ writes: true, administers: false }]);
    expect(await of({})).toMatchObject([{ writes: null, administers: null }]);
    expect(await of({ scopes: ['api'], revoked: true })).toEqual([]);
    expect(await of({ scopes: ['api'], expires_at: '2026-03-01' })).toEqual([]);
  });

  it('leads to paths: of Maintainers alone, where all is guarded', async () => {
    const facts = await factsOf(soundGroup());
    expect(pathsOf(facts, 'branch')).toEqual(['P22 proven high: user:11, user:12, user:14']);
    expect(pathsOf(await factsOf(set('protected_branches.data[0].data', [])), 'branch')).toContain(
      'P26 proven critical: user:11, user:12, user:13, user:14, user:16',
    );
  });
});
