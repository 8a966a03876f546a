import { describe, expect, it } from 'vitest';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { exportOf, rulesOf } from '../testing.ts';
import { opengraph } from './read.ts';

type Item = Record<string, unknown>;
const node = (id: string, kind: string, properties: Item = {}): Item => ({ id, kinds: [kind], properties });
const role = (id: string, kind: string, short_name: string, repository_id?: string): Item =>
  node(id, kind, { short_name, ...(repository_id === undefined ? {} : { repository_id }) });
const edge = (kind: string, start: string, end: unknown): Item => ({
  ...{ kind, start: { value: start }, end: typeof end === 'string' ? { value: end, match_by: 'id' } : end },
});

const ORGANIZATION = {
  ...{
    login: 'acme',
    two_factor_requirement_enabled: true,
    default_repository_permission: 'read',
    actions_allowed_actions: 'selected',
  },
  ...{
    actions_sha_pinning_required: true,
    default_workflow_permissions: 'read',
    can_approve_pull_request_reviews: false,
  },
};
const TOKEN = {
  ...{
    token_id: 101,
    token_name: 'laptop',
    owner_login: 'tomas',
    repository_selection: 'subset',
    permissions: '{"repository":{"contents":"write"}}',
  },
  ...{
    access_granted_at: '2026-01-01T00:00:00Z',
    token_expires_at: '2026-06-01T00:00:00Z',
    token_last_used_at: '2026-03-01T00:00:00Z',
  },
};

/** Rosa and Ines own it; Tomas writes to the repository by a custom role, and by his team's parent. */
const NODES: Item[] = [
  node('O_1', 'GH_Organization', ORGANIZATION),
  node('U_1', 'GH_User', { id: 11, name: 'rosa' }),
  node('U_2', 'GH_User', { id: 12, name: 'ines' }),
  node('U_3', 'GH_User', { id: 13, name: 'tomas' }),
  node('T_1', 'GH_Team', { id: 31, name: 'core' }),
  node('T_2', 'GH_Team', { id: 32, name: 'all' }),
  role('O_1_owners', 'GH_OrgRole', 'owners'),
  role('T_1_members', 'GH_TeamRole', 'members'),
  node('R_1', 'GH_Repository', { id: 41, full_name: 'acme/web', visibility: 'private' }),
  role('R_1_write', 'GH_RepoRole', 'write', 'R_1'),
  role('R_1_admin', 'GH_RepoRole', 'admin', 'R_1'),
  role('R_1_custom', 'GH_RepoRole', 'releaser', 'R_1'),
  node('P_1', 'GH_PersonalAccessToken', TOKEN),
  node('A_1', 'GH_AppInstallation', {
    id: 91,
    name: 'reader',
    repository_selection: 'all',
    permissions: '{"contents":"read"}',
    suspended_at: '',
  }),
];
const EDGES: Item[] = [
  edge('GH_HasRole', 'U_1', 'O_1_owners'),
  edge('GH_HasRole', 'U_2', 'O_1_owners'),
  edge('GH_HasBaseRole', 'O_1_owners', 'R_1_admin'),
  edge('GH_HasRole', 'U_3', 'R_1_custom'),
  edge('GH_HasBaseRole', 'R_1_custom', 'R_1_write'),
  // A circle of roles, and of teams.
  edge('GH_HasBaseRole', 'R_1_write', 'R_1_custom'),
  edge('GH_HasRole', 'U_3', 'T_1_members'),
  edge('GH_MemberOf', 'T_1_members', 'T_1'),
  edge('GH_MemberOf', 'T_1', 'T_2'),
  edge('GH_MemberOf', 'T_2', 'T_1'),
  edge('GH_HasRole', 'T_2', {
    match_by: 'property',
    kind: 'GH_RepoRole',
    property_matchers: [{ key: 'short_name', operator: 'equals', value: 'write' }],
  }),
  edge('GH_WriteRepoContents', 'R_1_write', 'R_1'),
];

const MANIFEST = { source: 'opengraph', scope: 'acme', collected_at: '2026-03-02T06:00:00Z' };
const file = (nodes: Item[], edges: Item[]): string =>
  JSON.stringify({ metadata: { source_kind: 'GitHub' }, graph: { nodes, edges } });
const read = async (nodes: Item[] = NODES, edges: Item[] = EDGES) =>
  opengraph.read(await exportOf(MANIFEST, { 'githound_O_1.json': file(nodes, edges) }));
const changed = (id: string, properties: Item): Item[] =>
  NODES.map((each) =>
    each.id === id ? { ...each, properties: { ...(each.properties as Item), ...properties } } : each,
  );
const rules = async (nodes?: Item[], edges?: Item[]) => rulesOf(judgeInventory((await read(nodes, edges)).inventory));
const rightsOf = async (edges: Item[]) =>
  (await read(NODES, edges)).inventory.grants.map(({ principal, resource, permission, level, via }) => [
    principal,
    resource,
    permission,
    level,
    via,
  ]);

describe('a graph of BloodHound', () => {
  it('is its facts: roles are rights of whoever holds them, with the numbers that GitHub gave', async () => {
    const { inventory, skipped } = await read();
    expect(skipped).toEqual([]);
    expect(await rightsOf(EDGES)).toEqual([
      ['user:11', 'org', 'owner', 5, 'role'],
      ['user:12', 'org', 'owner', 5, 'role'],
      ['user:13', 'repo:41', 'write', 3, 'direct'],
      ['team:32', 'repo:41', 'write', 3, 'team'],
    ]);
    expect(inventory.memberships.map(({ member, group }) => ({ member, group }))).toEqual(
      expect.arrayContaining([
        { member: 'user:13', group: 'team:31' },
        { member: 'team:31', group: 'team:32' },
      ]),
    );
    expect(inventory.resources.map(({ id, name }) => [id, name])).toEqual([
      ['org', 'acme'],
      ['repo:41', 'acme/web'],
    ]);
  });

  it('takes nothing of what its collector concluded, and says so', async () => {
    const claims = [
      edge('GH_CanWriteBranch', 'U_3', 'R_1'),
      edge('GH_CanWriteBranch', 'U_1', 'R_1'),
      edge('GH_Nonsense', 'U_1', 'R_1'),
    ];
    const { skipped, inventory } = await read([...NODES, node('X', 'GH_Strange')], [...EDGES, ...claims]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'nodes of the kind GH_Strange are not read: 1',
      'edges of the kind GH_CanWriteBranch are conclusions of its collector, and not taken: 2',
      'edges of the kind GH_Nonsense are not read: 1',
    ]);
    expect(inventory.grants).toHaveLength(4);
  });

  it.each([
    [{ value: 'U_9' }, 'is there no more'],
    [{ match_by: 'name', value: 'e' }, 'several nodes have it'],
    [
      { match_by: 'property', property_matchers: [{ key: 'id', operator: 'like', value: 11 }] },
      'nobody knows how to compare',
    ],
    [null, 'is nothing'],
  ])('leaves out an edge to %j, which %s, and then nobody is counted', async (end, _why) => {
    const edges = [...EDGES, { kind: 'GH_HasRole', start: { value: 'U_3' }, end }];
    expect((await read(NODES, edges)).skipped).toMatchObject([
      { reason: 'the end of this GH_HasRole is no node of the graph' },
    ]);
    expect((await rules(NODES, edges)).unknown).toEqual(['number-of-owners']);
  });

  it('knows a name when one node has it, and ids that were written as bytes', async () => {
    const hex = (text: string): string => Buffer.from(text).toString('hex');
    const byName = EDGES.map((each, index) =>
      index === 0 ? { ...each, start: { match_by: 'name', value: 'ROSA', kind: 'GH_User' } } : each,
    );
    expect(await rightsOf(byName)).toEqual(await rightsOf(EDGES));
    const nodes = NODES.map((each) => (each.id === 'O_1_owners' ? { ...each, id: hex('O_1_owners') } : each));
    expect((await read(nodes)).inventory.grants).toHaveLength(4);
  });

  it.each<[string, Item, string[], string[]]>([
    ['O_1', { two_factor_requirement_enabled: false }, ['two-factor-not-required'], []],
    ['O_1', { default_repository_permission: 'write' }, ['base-permission-wide'], []],
    ['O_1', { default_workflow_permissions: 'write' }, ['default-token-writes'], []],
    ['O_1', { can_approve_pull_request_reviews: true }, ['workflows-approve'], []],
    ['O_1', { actions_allowed_actions: 'all', actions_sha_pinning_required: false }, ['any-action-allowed'], []],
    ['O_1', { two_factor_requirement_enabled: undefined }, [], ['two-factor-not-required']],
    ['P_1', { token_expires_at: '' }, ['token-without-end'], []],
    ['P_1', { token_expires_at: undefined }, [], ['token-without-end']],
    ['P_1', { token_last_used_at: '2025-11-01T00:00:00Z' }, ['token-unused'], []],
    ['P_1', { repository_selection: 'all' }, ['token-too-wide'], []],
    ['A_1', { permissions: '{"contents":"write"}' }, ['app-too-wide'], []],
    ['A_1', { permissions: '{"contents":' }, [], ['app-too-wide']],
    ['A_1', { suspended_at: '2026-01-01T00:00:00Z' }, ['app-too-wide'], []],
  ])('of %s being %j: these rules fail %j, and these do not know %j', async (id, properties, fails, unknown) => {
    const found = await rules(changed(id, properties));
    expect({ fail: found.fail, unknown: found.unknown }).toEqual({ fail: fails, unknown });
  });

  it('does not take what is absent for none', async () => {
    const found = await rules(NODES.slice(1, 3), []);
    expect({ pass: found.pass, fail: found.fail }).toEqual({ pass: [], fail: [] });
    expect(found.unknown.length).toBeGreaterThan(8);
  });

  it('is one graph in several files, and is refused where it is of another organization or broken', async () => {
    const split = {
      'a.json': file(NODES.slice(0, 5), EDGES.slice(6)),
      'b.json': file(NODES.slice(5), EDGES.slice(0, 6)),
    };
    const { inventory } = await opengraph.read(await exportOf(MANIFEST, split));
    expect(new Set(inventory.grants)).toEqual(new Set((await read()).inventory.grants));
    const other = await exportOf({ ...MANIFEST, scope: 'other' }, split);
    await expect(opengraph.read(other)).rejects.toThrow('this is the graph of acme, and not of other');
    const cut = await exportOf(MANIFEST, { 'a.json': file(NODES, EDGES).slice(0, -40) });
    await expect(opengraph.read(cut)).rejects.toMatchObject({ position: expect.stringContaining('a.json, line 1') });
  });

  it('may stand in a document of ours', async () => {
    const data = JSON.parse(file(NODES, EDGES));
    const document = { schema: 'inventory/v1', ...MANIFEST, sections: { opengraph: { status: 'ok', data } } };
    const { inventory } = await opengraph.read(sourceFromBytes(JSON.stringify(document)));
    expect(inventory.grants).toEqual((await read()).inventory.grants);
  });
});
