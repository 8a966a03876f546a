import { describe, expect, it } from 'vitest';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { pathsOf } from '#lib/domain/privilege/path/testing.ts';
import { GITHUB_SECTIONS } from '#lib/inventories/github/sections.ts';
import { changed, soundInventory, type TestInventory } from '#lib/inventories/github/testing.ts';
import type { AnsweredSection } from '#lib/inventories/shared/answers.ts';
import { readDocument } from '#lib/inventories/shared/document.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { readAccessFacts } from './read-access-facts.ts';
import { about, LISTS, OBJECTS, person, REPO } from './testing.ts';

type Data = Record<string, unknown>;

function facts(
  change: { lists?: Record<string, Data[] | null>; objects?: Record<string, Data | null> } = {},
): AccessFacts {
  const sections = new Map<string, AnsweredSection>();
  for (const [name, object] of Object.entries({ ...OBJECTS, ...change.objects })) {
    if (object !== null) sections.set(name, { status: 'ok', rows: [], unread: [], object });
  }
  for (const [name, rows] of Object.entries({ ...LISTS, ...change.lists })) {
    if (rows !== null)
      sections.set(name, { status: 'ok', rows: rows.map((value) => ({ value })), unread: [], object: null });
  }
  const production = {
    environments: ['prod*'],
    secrets: ['PROD_*'],
    runnerGroups: ['prod*'],
    roles: [],
    deployingBranches: true,
  };
  return readAccessFacts({
    scope: 'acme',
    collectedAt: '2026-03-02T06:00:00Z',
    sections,
    workflows: new Map([[REPO, { files: [], whole: true }]]),
    production,
  });
}

const certain = (paths: string[]) => paths.filter((path) => path.includes('proven'));

describe("facts of access from GitHub's answers", () => {
  it('lead to the paths that these settings leave', () => {
    expect(certain(pathsOf(facts(), 'secret'))).toEqual([
      'P2 proven critical: user:11, user:12, user:13',
      'P14 proven high: repo:41/deploy_key:51',
    ]);
    expect(certain(pathsOf(facts(), 'environment'))).toContain('P11 proven high: user:13');
    expect(certain(pathsOf(facts(), 'environment'))).toContain('P12 proven high: user:11, user:12');
    expect(pathsOf(facts(), 'runnerGroup')[0]).toContain('P27 proven');
    expect(facts().repositories[0]).toMatchObject({
      deploys: true,
      deployKeys: [{ id: 'deploy_key:51', readOnly: false }],
    });
  });

  it('keep every section that was not read unknown, and prove nothing by it', () => {
    for (const name of Object.keys(LISTS)) {
      const known = facts();
      const blind = facts({ lists: { [name]: null } });
      for (const kind of ['secret', 'environment', 'organizationSecret', 'branch', 'runnerGroup'] as const) {
        const before = certain(pathsOf(known, kind)).flatMap(
          (path) => path.split(': ')[1]?.split(' (')[0]?.split(', ') ?? [],
        );
        for (const path of certain(pathsOf(blind, kind))) {
          const alone = path.split(': ')[1]?.split(' (')[0]?.split(', ') ?? [];
          for (const who of alone) if (who !== 'nobody alone') expect(before, `${name} ${path}`).toContain(who);
        }
      }
    }
    const { organization, repositories } = facts({
      lists: {
        members: null,
        collaborators: null,
        deploy_keys: null,
        rulesets: null,
        environments: null,
        organization_roles: null,
      },
    });
    expect([organization.people, organization.rulesets, organization.roles]).toEqual([null, null, null]);
    expect(repositories[0]).toMatchObject({
      grants: null,
      deployKeys: null,
      rulesets: null,
      environments: null,
      deploys: null,
    });
  });

  it('an error in place of data is no answer, and that a branch is not protected is one', () => {
    const lists = (message: string) => ({
      branch_protection_rules: null,
      branch_protection: [about(REPO, { message, documentation_url: 'x' })],
    });
    expect(facts({ lists: lists('Not Found') }).repositories[0]?.branchRules).toBeNull();
    expect(facts({ lists: lists('Branch not protected') }).repositories[0]?.branchRules?.[0]).toMatchObject({
      pattern: 'main',
      reviews: 'none',
    });
  });

  it('where only the rule of the default branch was read, what holds for new branches is not known', () => {
    const lists = {
      branch_protection_rules: null,
      branch_protection: [about(REPO, { enforce_admins: { enabled: true }, lock_branch: { enabled: true } })],
    };
    expect(pathsOf(facts({ lists }), 'secret').filter((path) => path.startsWith('P2 '))).toEqual([
      'P2 possible critical: user:11, user:12, user:13',
    ]);
  });

  it('roles of the organization and custom ones, with their holders where these were told', () => {
    const role = { id: 91, name: 'sre', base_role: 'maintain', permissions: ['manage_organization_ref_rules', 'x'] };
    const custom = { name: 'c', base_role: 'write', permissions: ['bypass_branch_protection', 'close_issue'] };
    const lists = { organization_roles: [{ ...role, users: [person('ines', 12)] }], custom_repository_roles: [custom] };
    const { organization } = facts({ lists });
    expect(organization.roles).toEqual([
      {
        ...{ id: 'org_role:91', name: 'sre', everywhere: 'maintain', permissions: ['editRulesets'] },
        ...{ people: ['user:12'], teams: null },
      },
    ]);
    expect(organization.customRoles).toEqual([{ name: 'c', base: 'write', permissions: ['bypassRules'] }]);
  });

  it('of two rules the older is the one with the smaller number, and actors that are not all there are unknown', () => {
    const actor = { actor: { __typename: 'Team', databaseId: 31 } };
    const node = { requiresApprovingReviews: true, restrictsPushes: true, isAdminEnforced: null };
    const nodes = [
      { ...node, databaseId: 9, pattern: '*', pushAllowances: { totalCount: 1, nodes: [actor] } },
      { ...node, databaseId: 7, pattern: 'rel*', pushAllowances: { totalCount: 101, nodes: [actor] } },
    ];
    const rules = facts({ lists: { branch_protection_rules: [about(REPO, nodes)] } }).repositories[0]?.branchRules;
    expect(rules).toMatchObject([
      { id: '9', age: 9, pushList: [{ kind: 'team', id: 'team:31' }], bypassList: null, enforceAdmins: null },
      { id: '7', age: 7, pushList: null },
    ]);
  });

  it('what is given to chosen repositories is given to those that were told, else to some that are not known', () => {
    const secret = { name: 'PROD_TOKEN', visibility: 'selected' };
    const scopeOf = (row: Data) => facts({ lists: { organization_secrets: [row] } }).secrets?.[0]?.scope;
    expect(scopeOf({ ...secret, selected_repositories: [{ id: 41 }] })).toEqual(['repo:41']);
    expect(scopeOf(secret)).toBeNull();
  });

  it('a repository whose workflows do not run leads nowhere by them, and deploys where an environment is production', () => {
    const off = { repository_actions: [about(REPO, { enabled: false })] };
    expect(pathsOf(facts({ lists: off }), 'secret')).toEqual([]);
    expect(certain(pathsOf(facts({ lists: { repository_actions: null } }), 'secret'))).toEqual([]);
    const other = about(REPO, { environments: [{ id: 61, name: 'staging', protection_rules: [] }] });
    expect(facts({ lists: { environments: [other] } }).repositories[0]?.deploys).toBe(false);
  });

  it('a page that is missing is not the end of a list', () => {
    const cut = { total_count: 3, secrets: [{ name: 'PROD_KEY' }] };
    expect(facts({ lists: { repository_secrets: [about(REPO, cut)] } }).repositories[0]?.secrets).toBeNull();
  });

  it('rulesets with whom they let by, or without', () => {
    const row = {
      ...{ id: 7, name: 'main', target: 'branch', enforcement: 'active', source_type: 'Organization' },
      conditions: {
        ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] },
        repository_property: { include: [{ name: 'tier', property_values: ['prod'] }], exclude: [] },
      },
      rules: [
        { type: 'creation' },
        { type: 'pull_request', parameters: { required_approving_review_count: 2, require_last_push_approval: true } },
      ],
    };
    const ruleset = (more: Data) =>
      facts({ lists: { rulesets: [about(REPO, [{ ...row, ...more }])] } }).organization.rulesets?.[0];
    expect(ruleset({})).toMatchObject({
      ...{
        level: 'organization',
        creation: true,
        update: false,
        bypass: null,
        reviews: { approvals: 2, lastPush: true, codeOwners: null },
      },
      repositories: { by: 'property', properties: [{ name: 'tier', values: ['prod'] }] },
    });
    const actors = [
      { actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' },
      { actor_id: null, actor_type: 'DeployKey', bypass_mode: 'pull_request' },
      { actor_id: 31, actor_type: 'Team', bypass_mode: 'exempt' },
    ];
    expect(ruleset({ bypass_actors: actors })?.bypass).toEqual([
      { actor: { kind: 'role', id: 'admin' }, mode: 'always' },
      { actor: { kind: 'deployKeys' }, mode: 'pull_request' },
      { actor: { kind: 'team', id: 'team:31' }, mode: 'exempt' },
    ]);
    // A kind of actor that is not known here may be anybody.
    expect(
      ruleset({ bypass_actors: [{ actor_id: 1, actor_type: 'Planet', bypass_mode: 'always' }] })?.bypass,
    ).toBeNull();
  });
});

describe('an inventory as collectors deliver it', () => {
  const production = {
    environments: ['prod*'],
    secrets: ['NPM'],
    runnerGroups: [],
    roles: [],
    deployingBranches: true,
  };
  const read = async (document: TestInventory) => {
    const { scope, sections } = await readDocument(
      sourceFromBytes(JSON.stringify(document)),
      'github',
      GITHUB_SECTIONS,
    );
    return readAccessFacts({ scope, collectedAt: '2026-03-02T06:00:00Z', sections, workflows: new Map(), production });
  };

  it('is read section by section, and proves nothing by what collectors do not ask for', async () => {
    const facts = await read(soundInventory());
    expect(facts.organization).toMatchObject({
      ...{ name: 'acme', number: '1', basePermission: 'read', robotApproves: false, outsidersNeedApproval: true },
      ...{ customRoles: null, roles: null, membersForkPrivate: null },
    });
    expect(facts.organization.people?.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      ...['rosa owner', 'ines owner', 'tomas member', 'release-bot member', 'contractor outside'],
    ]);
    expect(facts.repositories[0]).toMatchObject({
      ...{
        id: 'repo:41',
        name: 'acme/web',
        visibility: 'public',
        branches: null,
        defaultBranch: null,
        branchRules: null,
      },
      grants: [
        { holder: { kind: 'person', id: 'user:21' }, role: 'write' },
        { holder: { kind: 'team', id: 'team:31' }, role: 'write' },
      ],
      environments: [
        { name: 'production', refs: 'protected', reviewers: null, preventSelfReview: true, secrets: ['DEPLOY'] },
      ],
    });
    for (const kind of ['secret', 'environment', 'branch'] as const) {
      expect(pathsOf(facts, kind).length).toBeGreaterThan(0);
      // Owners apart, whose right it is to change all of this.
      const others = certain(pathsOf(facts, kind)).filter((path) => !path.startsWith('P12'));
      expect(others.filter((path) => !path.includes('nobody alone'))).toEqual([]);
    }
  });

  it('a key that writes is in the facts with the id that findings name it by', async () => {
    const facts = await read(changed(soundInventory(), 'sections.deploy_keys.data[0].data[0].read_only', false));
    expect(facts.repositories[0]?.deployKeys).toEqual([{ id: 'deploy_key:51', title: 'reader', readOnly: false }]);
  });
});
