import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { github } from '#lib/inventories/github/read.ts';
import { GITHUB_SECTIONS } from '#lib/inventories/github/sections.ts';
import { changed, soundInventory, type TestInventory } from '#lib/inventories/github/testing.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { PRIVILEGE_RULES } from '../all-rules.ts';
import { type Judgement, judgeInventory } from '../judge.ts';

async function judge(document: TestInventory): Promise<Judgement> {
  return judgeInventory((await github.read(sourceFromBytes(JSON.stringify(document)))).inventory);
}

/** Those that speak of GitHub; what the others judge is tried beside the readers of their systems. */
const GITHUB_RULES = PRIVILEGE_RULES.filter(({ needs }) => needs.github !== undefined);

const rulesIn = (judgement: Judgement, wanted: string): string[] =>
  [...judgement.rules].filter(([, state]) => state === wanted).map(([rule]) => rule);

const at = (section: string, rest: string): string => `sections.${section}.data${rest}`;
const repositoryData = (section: string, rest = ''): string => at(section, `[0].data${rest}`);

/** What is changed in an organization where all is right, the rules that then fail, and those that then do not know. */
const CASES: readonly [path: string, value: unknown, fails: string[], unknown?: string[]][] = [
  [at('members_mfa', '[0].hasTwoFactorEnabled'), false, ['owner-without-two-factor']],
  [at('members_mfa', '[0].hasTwoFactorEnabled'), null, [], ['owner-without-two-factor']],
  [at('members_mfa', '[2].hasTwoFactorEnabled'), false, []],
  [at('organization', '.two_factor_requirement_enabled'), false, ['two-factor-not-required']],
  [at('organization', '.two_factor_requirement_enabled'), null, [], ['two-factor-not-required']],
  [at('admins', ''), [{ login: 'rosa', id: 11 }], ['number-of-owners']],
  [at('admins', '[1]'), { login: 'ines' }, [], ['number-of-owners', 'owner-without-two-factor', 'unused-owner']],
  [at('audit_log', '[1].data'), [], ['unused-owner']],
  [at('audit_log', '[1].data[0].@timestamp'), Date.parse('2025-11-01T00:00:00Z'), ['unused-owner']],
  [at('audit_log', ''), [{ actor: 'rosa', '@timestamp': Date.parse('2026-02-01T00:00:00Z') }], [], ['unused-owner']],
  [repositoryData('collaborators', '[0].role_name'), 'maintain', ['outside-collaborator-admin']],
  [at('organization', '.default_repository_permission'), 'admin', ['base-permission-wide']],
  [at('organization', '.default_repository_permission'), null, [], ['base-permission-wide']],
  [repositoryData('collaborators', '[0]'), { login: 'tomas', id: 13, role_name: 'write' }, ['direct-grant']],
  [repositoryData('collaborators', '[0]'), { login: 'tomas', id: 13, role_name: 'read' }, []],
  [repositoryData('collaborators', '[0]'), { login: 'gone', id: 99, role_name: 'read' }, ['departed-keeps-rights']],
  [repositoryData('deploy_keys', '[0].read_only'), false, ['deploy-key-writes']],
  [repositoryData('deploy_keys', '[0].last_used'), null, []],
  [repositoryData('deploy_keys', '[0].last_used'), undefined, [], ['deploy-key-stale']],
  [repositoryData('deploy_keys', '[0].last_used'), '2025-11-01T00:00:00Z', ['deploy-key-stale']],
  [repositoryData('deploy_keys', '[0].created_at'), '2025-03-01T00:00:00Z', ['deploy-key-stale']],
  [repositoryData('deploy_keys', '[0].added_by'), 'departed', ['deploy-key-stale']],
  [at('personal_access_tokens', '[0].token_expires_at'), null, ['token-without-end']],
  [at('personal_access_tokens', '[0].token_expires_at'), '2027-03-03T06:00:00Z', ['token-without-end']],
  [at('personal_access_tokens', '[0].token_expires_at'), undefined, [], ['token-without-end']],
  [at('personal_access_tokens', '[0].token_last_used_at'), '2025-11-30T00:00:00Z', ['token-unused']],
  [at('personal_access_tokens', '[0].repository_selection'), 'all', []],
  [at('personal_access_tokens', '[0].permissions.repository.contents'), 'write', []],
  [
    at('personal_access_tokens', '[0]'),
    {
      id: 102,
      owner: { login: 'tomas', id: 13 },
      repository_selection: 'all',
      permissions: { repository: { contents: 'write' } },
      token_expires_at: '2026-06-01T00:00:00Z',
      token_last_used_at: '2026-03-01T00:00:00Z',
    },
    ['token-too-wide'],
  ],
  [at('installations', '.installations[0].permissions.contents'), 'write', ['app-too-wide']],
  [at('installations', '.installations[0].suspended_at'), '2026-01-01T00:00:00Z', ['app-too-wide']],
  [at('installations', '.installations[0].suspended_at'), undefined, [], ['app-too-wide']],
  // Secrets of Dependabot are secrets; what an older collector does not ask for leaves nothing open, what was refused does.
  [repositoryData('dependabot_secrets', '.secrets[0].updated_at'), '2024-01-01T00:00:00Z', ['secret-not-rotated']],
  [at('organization_dependabot_secrets', '.secrets[0].visibility'), 'all', ['organization-secret-for-all']],
  ['sections.organization_dependabot_secrets', undefined, []],
  [
    'sections.organization_dependabot_secrets',
    { status: 'failed', http: 403 },
    [],
    ['organization-secret-for-all', 'secret-not-rotated'],
  ],
  [
    at('organization_dependabot_secrets', '.secrets[0]'),
    { visibility: 'selected' },
    [],
    ['organization-secret-for-all', 'secret-not-rotated'],
  ],
  ['sections.dependabot_secrets', undefined, []],
  [repositoryData('dependabot_secrets'), undefined, [], ['secret-not-rotated']],
  [at('workflow_permissions', '.default_workflow_permissions'), 'write', ['default-token-writes']],
  // Two approvals would be needed for a workflow's to be harmless.
  [at('workflow_permissions', '.can_approve_pull_request_reviews'), true, ['one-person-merges', 'workflows-approve']],
  [at('actions_permissions', '.allowed_actions'), 'all', []],
  [at('actions_permissions', '.sha_pinning_required'), false, []],
  [at('actions_permissions', ''), { allowed_actions: 'all', sha_pinning_required: false }, ['any-action-allowed']],
  [at('actions_permissions', ''), { allowed_actions: 'all' }, [], ['any-action-allowed']],
  [at('runner_groups', '.runner_groups[0].allows_public_repositories'), true, ['runner-group-public']],
  [at('runner_groups', '.runner_groups[0].allows_public_repositories'), null, [], ['runner-group-public']],
  [at('runners', '.runners[0].ephemeral'), false, ['runner-shared']],
  [at('runners', '.runners[0].ephemeral'), undefined, [], ['runner-shared']],
  [at('fork_pr_approval', '.approval_policy'), 'first_time_contributors', ['fork-runs-unapproved']],
  [repositoryData('environments', '.environments[0].protection_rules'), [], ['production-without-reviewers']],
  [
    repositoryData('environments', '.environments[0].protection_rules[0].prevent_self_review'),
    false,
    ['reviewer-approves-own'],
  ],
  [
    repositoryData('environments', '.environments[0].protection_rules[0].prevent_self_review'),
    undefined,
    [],
    ['reviewer-approves-own'],
  ],
  [repositoryData('environments', '.environments[0].deployment_branch_policy'), null, ['production-any-branch']],
  [repositoryData('branch_rules', '[0].type'), 'creation', ['default-branch-unprotected']],
  [repositoryData('branch_rules'), [], ['default-branch-unprotected', 'one-person-merges', 'workflows-unowned']],
  [repositoryData('branch_rules', '[1].parameters.required_approving_review_count'), 0, ['one-person-merges']],
  [repositoryData('branch_rules', '[1].parameters.require_code_owner_review'), false, ['workflows-unowned']],
  [repositoryData('codeowners'), null, ['workflows-unowned']],
  [repositoryData('codeowners'), '*.md @acme/docs\n', ['workflows-unowned']],
  [repositoryData('codeowners'), '* @acme/platform\n.github/workflows\n', ['workflows-unowned']],
  [
    repositoryData('rulesets', '[0].bypass_actors'),
    [{ actor_type: 'DeployKey', bypass_mode: 'always' }],
    ['rules-bypassed'],
  ],
  [
    repositoryData('rulesets', '[0].bypass_actors'),
    [{ actor_type: 'Team', actor_id: 3, bypass_mode: 'pull_request' }],
    [],
  ],
  [repositoryData('rulesets', '[0].bypass_actors'), undefined, [], ['rules-bypassed']],
  [at('organization_secrets', '.secrets[0].visibility'), 'private', ['organization-secret-for-all']],
  [at('organization_secrets', '.secrets[0].updated_at'), '2025-02-01T00:00:00Z', ['secret-not-rotated']],
  [repositoryData('repository_secrets', '.secrets[0].updated_at'), '2025-02-01T00:00:00Z', ['secret-not-rotated']],
  [repositoryData('environment_secrets', '[0].updated_at'), undefined, [], ['secret-not-rotated']],
  [at('owners', ''), [], ['bot-without-owner']],
  [at('owners', '[0].owner'), 'contractor', ['bot-without-owner']],
  [at('hooks', '[0].config.insecure_ssl'), '1', ['webhook-unsafe']],
  [at('hooks', '[0].config.secret'), undefined, ['webhook-unsafe']],
  [at('hooks', '[0].config.url'), 'http://hooks.example.com', ['webhook-unsafe']],
  [at('hooks', '[0].config'), undefined, [], ['webhook-unsafe']],
  // What is not sent, what a new push dismisses, and what was used on the very last day.
  [at('hooks', '[0]'), { id: 111, active: false, config: { url: 'http://hooks.example.com' } }, []],
  [repositoryData('branch_rules', '[1].parameters.require_last_push_approval'), false, []],
  [repositoryData('deploy_keys', '[0].last_used'), '2025-12-02T06:00:00Z', []],
  [at('personal_access_tokens', '[0].repository_selection'), undefined, [], ['token-too-wide']],
  // Who is in no list may be in the row that could not be read.
  [at('outside_collaborators', '[0]'), { id: 21 }, [], ['departed-keeps-rights', 'outside-collaborator-admin']],
];

const SAME_MOMENT = { total_count: 2, environments: [] as unknown[] };

describe('the rules of privileges', () => {
  it('are all there, once, in the order of their ids, each with what people must know', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((file) => !file.includes('.test.'))
      .sort();
    expect(PRIVILEGE_RULES.map(({ id }) => `${id}.ts`)).toEqual(files);
    for (const { title, why, setting, references } of PRIVILEGE_RULES) {
      for (const text of [title, why, setting]) expect(text.length).toBeGreaterThan(10);
      expect(references.cicdSec.length + references.cis.length).toBeGreaterThan(1);
    }
  });

  it('all pass where all is right', async () => {
    const judgement = await judge(soundInventory());
    expect(rulesIn(judgement, 'pass')).toEqual(GITHUB_RULES.map(({ id }) => id));
    expect(judgement.unjudged).toEqual([]);
  });

  it.each(CASES)('of %s being %j: these fail, and no others: %j', async (path, value, fails, unknown = []) => {
    const judgement = await judge(changed(soundInventory(), path, value));
    expect(rulesIn(judgement, 'fail')).toEqual(fails);
    expect(rulesIn(judgement, 'unknown')).toEqual(unknown);
  });

  it('are each failed by one of these cases', () => {
    const failed = new Set(CASES.flatMap(([, , fails]) => fails));
    const left = GITHUB_RULES.map(({ id }) => id).filter((id) => !failed.has(id));
    expect(left).toEqual(['secret-in-two-tiers']);
  });

  it.each([
    ['2026-01-01T00:00:50Z', ['secret-in-two-tiers']],
    ['2026-01-01T00:02:00Z', []],
  ])('tell one secret in two tiers by the moment at which it was set: %s', async (updated_at, fails) => {
    const sound = soundInventory();
    const staging = { id: 62, name: 'staging', protection_rules: [] };
    const [first] = (await github.read(sourceFromBytes(JSON.stringify(sound)))).inventory.resources;
    expect(first).toBeDefined();
    const environments = structuredClone(
      (sound.sections.environments as { data: [{ data: typeof SAME_MOMENT }] }).data[0].data.environments,
    );
    const twice = changed(sound, repositoryData('environments'), {
      total_count: 2,
      environments: [...environments, staging],
    });
    const secrets = ['production', 'staging'].map((environment) => {
      return {
        environment,
        name: 'DEPLOY',
        updated_at: environment === 'staging' ? updated_at : '2026-01-01T00:00:00Z',
      };
    });
    expect(rulesIn(await judge(changed(twice, repositoryData('environment_secrets'), secrets)), 'fail')).toEqual(fails);
  });

  it('leave the secrets of Dependabot open where they were not read, and no others', async () => {
    const refused = { status: 'failed', http: 403 };
    const without = changed(soundInventory(), 'sections.organization_dependabot_secrets', refused);
    const { unjudged, subjects } = await judge(changed(without, 'sections.dependabot_secrets', refused));
    const open = unjudged.map((each) => [each.rules.join(), each.subjects?.join()]).sort();
    expect(open).toEqual([
      ['organization-secret-for-all', 'org/updates'],
      ['secret-not-rotated', 'org/updates'],
      ['secret-not-rotated', 'repo:41/updates'],
    ]);
    expect(subjects.map(({ outcomes }) => outcomes['secret-not-rotated'])).toEqual(['unknown', 'unknown']);
    const { inventory } = await github.read(sourceFromBytes(JSON.stringify(soundInventory())));
    const secrets = inventory.resources.filter(({ kind }) => kind === 'secret').map(({ id }) => id);
    expect(secrets.filter((id) => id.startsWith('org/updates/') || id.startsWith('repo:41/updates/'))).toHaveLength(2);
  });

  it('take nobody for gone while a list of people is not whole', async () => {
    const keyOfGone = changed(soundInventory(), repositoryData('deploy_keys', '[0].added_by'), 'departed');
    for (const section of ['members', 'outside_collaborators']) {
      const judgement = await judge(changed(keyOfGone, at(section, '[0]'), { id: 11 }));
      expect(rulesIn(judgement, 'fail')).toEqual([]);
    }
  });

  it('ask for approval of forks only where these can reach own machines', async () => {
    const open = changed(soundInventory(), at('fork_pr_approval', '.approval_policy'), 'first_time_contributors');
    const alone = [
      changed(open, at('repositories', '[0].visibility'), 'private'),
      changed(open, at('runners', ''), { total_count: 0, runners: [] }),
    ];
    for (const document of alone) {
      expect((await judge(document)).rules.get('fork-runs-unapproved')).toBe('not applicable');
    }
  });

  it.each(Object.keys(GITHUB_SECTIONS))(
    'do not know what the section %s would say: failed, absent or null, nothing opens',
    async (section) => {
      for (const value of [
        { status: 'failed', http: 403 },
        undefined,
        null,
        { message: 'Not Found', documentation_url: 'x' },
      ]) {
        const judgement = await judge(changed(soundInventory(), `sections.${section}`, value));
        expect(judgement.failures).toEqual([]);
        const need = PRIVILEGE_RULES.filter(({ needs }) => (needs.github ?? []).includes(section)).map(({ id }) => id);
        expect(rulesIn(judgement, 'unknown')).toEqual(expect.arrayContaining(need));
        for (const rule of need) {
          expect(judgement.unjudged).toContainEqual(
            expect.objectContaining({ rules: expect.arrayContaining([rule]), subjects: null }),
          );
        }
      }
    },
  );

  it('leave open only the repository of which something was not told', async () => {
    const document = soundInventory();
    const second = { id: 42, full_name: 'acme/api', visibility: 'private', archived: false };
    (document.sections.repositories as { data: unknown[] }).data.push(second);
    const judgement = await judge(document);
    expect(judgement.failures).toEqual([]);
    expect(judgement.unjudged.length).toBeGreaterThan(5);
    const open = new Set(judgement.unjudged.flatMap(({ subjects }) => subjects ?? ['all']));
    expect(open).toEqual(new Set(['repo:42', 'repo:42/updates', 'org']));
    const archived = changed(document, 'sections.repositories.data[1].archived', true);
    expect((await judge(archived)).unjudged).toEqual([]);
  });
});
