import type { TestInventory } from '../github/testing.ts';

type Row = Record<string, unknown>;

const ok = (data: unknown): Row => ({ status: 'ok', data });
const of = (data: unknown): Row => ({ project: 41, status: 'ok', data });
const person = (username: string, id: number, access_level: number): Row => ({
  ...{
    id,
    username,
    name: username,
    state: 'active',
    access_level,
    expires_at: null,
    created_at: '2025-01-01T00:00:00Z',
  },
});
const user = (username: string, id: number): Row => ({
  id,
  username,
  two_factor_enabled: true,
  last_activity_on: '2026-03-01',
});

/** A group with one project that deploys, in which every rule passes. For tests. */
export function soundGroup(): TestInventory {
  return {
    ...{
      schema: 'inventory/v1',
      source: 'gitlab',
      scope: 'acme/shop',
      collected_at: '2026-03-02T06:00:00Z',
      collector: 'test',
    },
    sections: {
      ...ofGroup(),
      ...ofProject(),
      ...ofJobs(),
    },
  };
}

const ofGroup = (): Row => ({
  group: ok({ id: 1, full_path: 'acme/shop', require_two_factor_authentication: true, shared_with_groups: [] }),
  members: ok([person('rosa', 11, 50), person('ines', 12, 50), person('tomas', 13, 30), person('release-bot', 14, 40)]),
  billable_members: ok([{ id: 11, username: 'rosa', last_activity_on: '2026-03-01' }]),
  enterprise_users: ok([user('rosa', 11), user('ines', 12), user('stranger', 99)]),
  owners: ok([{ account: 'release-bot', owner: 'rosa' }]),
  projects: ok([
    {
      ...{
        id: 41,
        path_with_namespace: 'acme/shop/web',
        visibility: 'private',
        archived: false,
        default_branch: 'main',
      },
      allow_pipeline_trigger_approve_deployment: false,
      ...{ builds_access_level: 'enabled', forking_access_level: 'enabled' },
      ...{ ci_allow_fork_pipelines_to_run_in_parent_project: false, ci_push_repository_for_job_token_allowed: false },
      runners_token: 'hunter2',
      shared_with_groups: [
        {
          group_id: 31,
          group_name: 'Platform',
          group_full_path: 'acme/platform',
          group_access_level: 30,
          expires_at: null,
        },
      ],
    },
  ]),
});

const ofProject = (): Row => ({
  subgroups: ok([{ id: 21, full_path: 'acme/shop/mobile', parent_id: 1, shared_with_groups: [] }]),
  group_members: ok([
    { group: 21, status: 'ok', data: [person('noor', 15, 40)] },
    { group: 31, status: 'ok', data: [person('sven', 16, 50)] },
  ]),
  subgroup_tokens: ok([{ group: 21, status: 'ok', data: [] }]),
  subgroup_variables: ok([{ group: 21, status: 'ok', data: [variable('PROD_SIGNING', { protected: false })] }]),
  group_protected_environments: ok([]),
  protected_tags: ok([of([{ name: 'v*', create_access_levels: [{ access_level: 40 }] }])]),
  project_members: ok([of([person('ines', 12, 20)])]),
  group_access_tokens: ok([token(101, 'reader', 20)]),
  project_access_tokens: ok([of([token(102, 'writer', 30)])]),
  deploy_keys: ok([
    of([{ id: 51, title: 'reader', can_push: false, created_at: '2026-01-01T00:00:00Z', expires_at: null }]),
  ]),
  protected_branches: ok([of([branch('release/*', 0), branch('main', 0)])]),
  approvals: ok([
    of({
      ...{ approvals_before_merge: 0, reset_approvals_on_push: true },
      ...{ merge_requests_author_approval: false, merge_requests_disable_committers_approval: true },
    }),
  ]),
  approval_rules: ok([
    of([
      { id: 1, rule_type: 'any_approver', approvals_required: 1 },
      { id: 2, rule_type: 'code_owner', approvals_required: 3 },
    ]),
  ]),
  environments: ok([
    of([
      { id: 61, name: 'production', state: 'available' },
      { id: 62, name: 'review/1', state: 'available' },
    ]),
  ]),
  protected_environments: ok([
    of([{ name: 'production', required_approval_count: 0, approval_rules: [{ required_approvals: 1 }] }]),
  ]),
});

const ofJobs = (): Row => ({
  runners: ok([
    {
      id: 71,
      description: 'deployer',
      runner_type: 'group_type',
      paused: false,
      run_untagged: true,
      access_level: 'ref_protected',
    },
    {
      id: 72,
      description: 'builder',
      runner_type: 'group_type',
      paused: false,
      run_untagged: false,
      access_level: 'not_protected',
    },
  ]),
  group_variables: ok([variable('DEPLOY_TOKEN', {})]),
  project_variables: ok([
    of([
      variable('NODE_VERSION', { protected: false, masked: false }),
      variable('API_KEY', { environment_scope: 'production' }),
    ]),
  ]),
  job_token_projects: ok([of([{ id: 41 }])]),
  job_token_groups: ok([of([])]),
  job_token_scope: ok([of({ inbound_enabled: true, outbound_enabled: false })]),
});

const token = (id: number, name: string, access_level: number): Row => ({
  ...{ id, name, access_level, scopes: ['api'], active: true, revoked: false, created_at: '2026-01-01T00:00:00Z' },
  ...{ expires_at: '2026-06-01', last_used_at: '2026-03-01T00:00:00Z' },
});

const branch = (name: string, access_level: number): Row => ({
  ...{
    id: 1,
    name,
    allow_force_push: false,
    push_access_levels: [{ access_level, user_id: null }],
    merge_access_levels: [],
  },
});

const variable = (key: string, more: Row): Row => ({
  ...{
    key,
    value: 'hunter2',
    variable_type: 'env_var',
    protected: true,
    masked: true,
    environment_scope: '*',
    ...more,
  },
});
