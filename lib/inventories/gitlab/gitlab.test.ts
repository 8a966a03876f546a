import { describe, expect, it } from 'vitest';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { changed, type TestInventory } from '../github/testing.ts';
import { rulesOf } from '../testing.ts';
import { gitlab } from './read.ts';
import { GITLAB_SECTIONS } from './sections.ts';
import { soundGroup } from './testing.ts';

const read = (document: TestInventory) => gitlab.read(sourceFromBytes(JSON.stringify(document)));
const judge = async (document: TestInventory) => judgeInventory((await read(document)).inventory);
const rules = async (document: TestInventory) => rulesOf(await judge(document));

const at = (section: string, rest = ''): string => `sections.${section}.data${rest}`;
const row = (section: string, rest = ''): string => at(section, `[0].data${rest}`);

const CASES: readonly [what: string, path: string, value: unknown, fails: string[], unknown?: string[]][] = [
  [
    'an owner without a second factor',
    at('enterprise_users', '[0].two_factor_enabled'),
    false,
    ['owner-without-two-factor'],
  ],
  [
    'an owner of whom it is not told',
    at('enterprise_users', '[0].two_factor_enabled'),
    undefined,
    [],
    ['owner-without-two-factor'],
  ],
  ['no second factor required', at('group', '.require_two_factor_authentication'), false, ['two-factor-not-required']],
  ['one owner', at('members', '[1].access_level'), 40, ['number-of-owners']],
  ['an owner who is not seen', at('enterprise_users', '[1].last_activity_on'), '2025-11-01', ['unused-owner']],
  ['an owner who was never seen', at('enterprise_users', '[1].last_activity_on'), null, ['unused-owner']],
  ['a member who is blocked', at('members', '[2].state'), 'blocked', ['disabled-keeps-rights']],
  ['a membership that is over', at('members', '[2].expires_at'), '2026-02-01', ['disabled-keeps-rights']],
  ['a state that is not told', at('members', '[2].state'), undefined, [], ['disabled-keeps-rights']],
  [
    'a role of which nothing is known',
    at('members', '[0].access_level'),
    'owner',
    [],
    [
      'bot-without-owner',
      'direct-grant',
      'disabled-keeps-rights',
      'number-of-owners',
      'owner-without-two-factor',
      'unused-owner',
    ],
  ],
  ['nobody for a machine account', at('owners'), [], ['bot-without-owner']],
  ['a right of a member alone', row('project_members', '[0].access_level'), 30, ['direct-grant']],
  ['a token of maintainers with all of the API', at('group_access_tokens', '[0].access_level'), 40, ['token-too-wide']],
  [
    'a token of maintainers that reads',
    at('group_access_tokens', '[0]'),
    {
      id: 1,
      name: 'r',
      access_level: 40,
      scopes: ['read_api'],
      created_at: '2026-01-01T00:00:00Z',
      expires_at: '2026-06-01',
      last_used_at: '2026-03-01T00:00:00Z',
    },
    [],
  ],
  ['a token without scopes', at('group_access_tokens', '[0].scopes'), undefined, [], ['token-too-wide']],
  ['a token without an end', row('project_access_tokens', '[0].expires_at'), null, ['token-without-end']],
  [
    'a token that nobody uses',
    row('project_access_tokens', '[0].last_used_at'),
    '2025-11-01T00:00:00Z',
    ['token-unused'],
  ],
  [
    'a token that was revoked',
    row('project_access_tokens', '[0]'),
    { id: 9, name: 'x', access_level: 50, scopes: ['api'], revoked: true, expires_at: null },
    [],
  ],
  ['a deploy key that writes', row('deploy_keys', '[0].can_push'), true, ['deploy-key-writes']],
  ['an old deploy key', row('deploy_keys', '[0].created_at'), '2024-01-01T00:00:00Z', ['deploy-key-stale']],
  ['a deploy key that is over', row('deploy_keys', '[0].expires_at'), '2026-02-01T00:00:00Z', ['deploy-key-stale']],
  [
    'a branch that is not protected',
    row('protected_branches'),
    [],
    ['default-branch-unprotected', 'one-person-merges'],
  ],
  [
    'the protection of another branch',
    row('protected_branches', '[1].name'),
    'mai',
    ['default-branch-unprotected', 'one-person-merges'],
  ],
  ['a protection by a pattern', row('protected_branches', '[1].name'), 'ma*n', []],
  ['forced pushes', row('protected_branches', '[1].allow_force_push'), true, ['default-branch-unprotected']],
  [
    'maintainers who push',
    row('protected_branches', '[1].push_access_levels[0].access_level'),
    40,
    ['one-person-merges'],
  ],
  [
    'a deploy key that pushes past the rules',
    row('protected_branches', '[1].push_access_levels[0]'),
    { deploy_key_id: 51, access_level: 40 },
    ['rules-bypassed'],
  ],
  ['no approval', row('approval_rules', '[0].approvals_required'), 0, ['one-person-merges']],
  [
    'approval for another branch alone',
    row('approval_rules', '[0].protected_branches'),
    [{ name: 'release/*' }],
    ['one-person-merges'],
  ],
  ['approval for this branch alone', row('approval_rules', '[0].protected_branches'), [{ name: 'main' }], []],
  ['approvals of the project itself', row('approvals', '.approvals_before_merge'), 2, []],
  ['the author approves', row('approvals', '.merge_requests_author_approval'), true, ['one-person-merges']],
  [
    'pushes after the approval',
    row('approvals'),
    {
      approvals_before_merge: 1,
      reset_approvals_on_push: false,
      merge_requests_author_approval: false,
      merge_requests_disable_committers_approval: false,
    },
    ['one-person-merges'],
  ],
  [
    'approvals that are not told',
    row('approvals', '.merge_requests_author_approval'),
    undefined,
    [],
    ['one-person-merges'],
  ],
  [
    'production that nobody approves',
    row('protected_environments', '[0].approval_rules'),
    [],
    ['production-without-reviewers'],
  ],
  ['production that is not protected', row('protected_environments'), [], ['production-without-reviewers']],
  [
    'deployments that who starts them approves',
    at('projects', '[0].allow_pipeline_trigger_approve_deployment'),
    true,
    ['reviewer-approves-own'],
  ],
  [
    'a project that does not say so',
    at('projects', '[0].allow_pipeline_trigger_approve_deployment'),
    undefined,
    [],
    ['reviewer-approves-own'],
  ],
  ['a runner for everything', at('runners', '[0].access_level'), 'not_protected', ['runner-shared']],
  [
    'a runner that is paused',
    at('runners', '[0]'),
    { id: 71, paused: true, run_untagged: true, access_level: 'not_protected' },
    [],
  ],
  ['a runner of which it is not told', at('runners', '[0].access_level'), undefined, [], ['runner-shared']],
  ['a variable for every branch', at('group_variables', '[0].protected'), false, ['variable-unguarded']],
  ['a secret that logs show', row('project_variables', '[1].masked'), false, ['variable-unguarded']],
  [
    'a plain value that logs show',
    at('group_variables', '[0]'),
    { key: 'REGION', protected: false, masked: false },
    [],
  ],
  ["production's for every environment", at('group_variables', '[0].key'), 'PROD_TOKEN', ['variable-unguarded']],
  ['a variable of which it is not told', at('group_variables', '[0].protected'), undefined, [], ['variable-unguarded']],
  ['tokens of jobs everywhere', row('job_token_scope', '.inbound_enabled'), false, ['job-token-open']],
  [
    'tokens of jobs of which it is not told',
    row('job_token_scope', '.inbound_enabled'),
    undefined,
    [],
    ['job-token-open'],
  ],
];

describe('a GitLab group', () => {
  it('passes every rule that speaks of GitLab where all is right', async () => {
    const { pass, fail, unknown } = await rules(soundGroup());
    expect({ fail, unknown }).toEqual({ fail: [], unknown: [] });
    expect(pass).toEqual(PRIVILEGE_RULES.filter(({ needs }) => needs.gitlab !== undefined).map(({ id }) => id));
  });

  it.each(CASES)('%s', async (_what, path, value, fails, unknown = []) => {
    const found = await rules(changed(soundGroup(), path, value));
    expect({ fail: found.fail, unknown: found.unknown }).toEqual({ fail: fails, unknown });
  });

  it('has a case that fails each of its rules, and a command for it that speaks to GitLab alone', async () => {
    const failed = new Set(CASES.flatMap(([, , , fails]) => fails));
    const left = PRIVILEGE_RULES.filter(({ id, needs }) => needs.gitlab !== undefined && !failed.has(id));
    expect(left.map(({ id }) => id)).toEqual([]);
    for (const [, path, value] of CASES) {
      const { failures } = await judge(changed(soundGroup(), path, value));
      for (const { command, rule } of failures) expect(command ?? 'glab api', rule.id).toMatch(/^glab api/);
    }
  });

  it('knows people by their numbers, groups that were invited, and keeps no value', async () => {
    const { inventory, document } = await read(soundGroup());
    expect(inventory.principals.map(({ id }) => id)).not.toContain('user:99');
    const invited = inventory.grants.find(({ principal }) => principal === 'group:31');
    expect(invited).toMatchObject({ resource: 'repo:41', level: 3, via: 'group', expiresAt: 'never' });
    expect(document.stripped.count).toBe(5);
    expect(JSON.stringify(inventory)).not.toContain('hunter2');
  });

  it('knows who is in groups below it, and in groups that were invited', async () => {
    const { inventory, skipped } = await read(soundGroup());
    expect(skipped).toEqual([]);
    expect(inventory.resources).toContainEqual(expect.objectContaining({ kind: 'group', name: 'acme/shop/mobile' }));
    const [noor, ...others] = inventory.grants.filter(({ resource }) => resource === 'group:21');
    expect(noor).toMatchObject({ principal: 'user:15', permission: 'maintainer', level: 4, via: 'role' });
    expect(others).toEqual([]);
    expect(inventory.memberships).toEqual([expect.objectContaining({ member: 'user:16', group: 'group:31' })]);
    const standing = new Map(inventory.principals.map((who) => [who.name, who.standing]));
    expect([standing.get('noor'), standing.get('sven')]).toEqual(['member', 'outside']);
    const lost = await read(changed(soundGroup(), at('group_members', '[0].status'), 'failed'));
    expect(lost.inventory.grants.filter(({ resource }) => resource === 'group:21')).toEqual([]);
  });

  it('reads what is listed twice once, and leaves out who is called like another', async () => {
    const twice = changed(soundGroup(), at('members', '[2]'), {
      id: 99,
      username: 'ROSA',
      access_level: 30,
      state: 'active',
    });
    expect((await read(twice)).skipped).toMatchObject([
      { position: 'sections.members.data[2]', reason: expect.stringContaining('in another case') },
    ]);
  });

  it.each(Object.keys(GITLAB_SECTIONS))('knows nothing of what the section %s would say', async (section) => {
    for (const value of [
      { status: 'failed', http: 403 },
      undefined,
      null,
      { message: '404 Not Found' },
      { error: 'insufficient_scope' },
    ]) {
      const found = await judge(changed(soundGroup(), `sections.${section}`, value));
      expect(found.failures).toEqual([]);
    }
  });

  it('leaves open only the project of which something was not told', async () => {
    const second = { id: 42, path_with_namespace: 'acme/shop/api', visibility: 'private', archived: false };
    const document = soundGroup();
    (document.sections.projects as { data: unknown[] }).data.push(second);
    const judgement = await judge(document);
    expect(judgement.failures).toEqual([]);
    expect(judgement.unjudged.length).toBeGreaterThan(5);
    for (const { subjects } of judgement.unjudged) expect(subjects).toEqual(['repo:42']);
  });
});
