type Row = Record<string, unknown>;

/** A document whose sections are changed by tests before it is sent. */
export interface TestInventory extends Row {
  collected_at: string;
  sections: Record<string, unknown>;
}

const ok = (data: unknown): Row => ({ status: 'ok', data });
const of = (repo: string, data: unknown): Row => ({ repo, status: 'ok', data });

/** An organization, with one repository that deploys, in which every rule passes. For tests. */
export function soundInventory(scope = 'acme'): TestInventory {
  const repo = `${scope}/web`;
  return {
    schema: 'inventory/v1',
    source: 'github',
    scope,
    collected_at: '2026-03-02T06:00:00Z',
    collector: 'test',
    sections: {
      organization: ok({ id: 1, default_repository_permission: 'read', two_factor_requirement_enabled: true }),
      members: ok([person('rosa', 11), person('ines', 12), person('tomas', 13), person('release-bot', 14)]),
      admins: ok([person('rosa', 11), person('ines', 12)]),
      members_mfa: ok([mfa('rosa', 11), mfa('ines', 12), mfa('tomas', 13), mfa('release-bot', 14)]),
      outside_collaborators: ok([person('contractor', 21)]),
      owners: ok([{ account: 'release-bot', owner: 'rosa' }]),
      audit_log: ok([activity('rosa'), activity('ines')]),
      teams: ok([{ id: 31, slug: 'platform', parent: null }]),
      team_members: ok([{ team: 'platform', data: [person('tomas', 13)] }]),
      team_repositories: ok([{ team: 'platform', data: [{ id: 41, full_name: repo, role_name: 'write' }] }]),
      repositories: ok([{ id: 41, full_name: repo, visibility: 'public', archived: false }]),
      collaborators: ok([of(repo, [{ ...person('contractor', 21), role_name: 'write' }])]),
      deploy_keys: ok([of(repo, [deployKey()])]),
      branch_protection: ok([of(repo, null)]),
      branch_rules: ok([of(repo, [branchRule('non_fast_forward'), branchRule('pull_request', REVIEWED)])]),
      rulesets: ok([of(repo, [{ id: 77, name: 'main', bypass_actors: [] }])]),
      codeowners: ok([of(repo, '/.github/ @acme/platform\n')]),
      environments: ok([of(repo, { total_count: 1, environments: [production()] })]),
      environment_secrets: ok([of(repo, [{ environment: 'production', ...secret('DEPLOY') }])]),
      repository_secrets: ok([of(repo, { total_count: 1, secrets: [secret('NPM')] })]),
      organization_secrets: ok({ total_count: 1, secrets: [{ ...secret('REGISTRY'), visibility: 'selected' }] }),
      dependabot_secrets: ok([of(repo, { total_count: 1, secrets: [secret('NPM')] })]),
      organization_dependabot_secrets: ok({
        total_count: 1,
        secrets: [{ ...secret('REGISTRY'), visibility: 'selected' }],
      }),
      runners: ok({ total_count: 1, runners: [{ id: 71, name: 'build', ephemeral: true, runner_group_id: 81 }] }),
      runner_groups: ok({ total_count: 1, runner_groups: [runnerGroup()] }),
      actions_permissions: ok({ enabled_repositories: 'all', allowed_actions: 'selected', sha_pinning_required: true }),
      workflow_permissions: ok({ default_workflow_permissions: 'read', can_approve_pull_request_reviews: false }),
      fork_pr_approval: ok({ approval_policy: 'all_external_contributors' }),
      installations: ok({ total_count: 1, installations: [app()] }),
      personal_access_tokens: ok([token()]),
      credential_authorizations: ok([]),
      hooks: ok([
        {
          id: 111,
          active: true,
          config: { url: 'https://hooks.example.com/x', insecure_ssl: '0', secret: '********' },
        },
      ]),
    },
  };
}

const person = (login: string, id: number): Row => ({ login, id, type: 'User' });
const mfa = (login: string, databaseId: number): Row => ({ hasTwoFactorEnabled: true, node: { login, databaseId } });
const activity = (actor: string): Row => ({
  actor,
  data: [{ '@timestamp': Date.parse('2026-03-01T00:00:00Z'), actor }],
});
const secret = (name: string): Row => ({ name, updated_at: '2026-01-01T00:00:00Z' });
const branchRule = (type: string, parameters?: Row): Row => ({
  type,
  ruleset_id: 77,
  ...(parameters && { parameters }),
});
const runnerGroup = (): Row => ({ id: 81, name: 'Default', visibility: 'all', allows_public_repositories: false });

const REVIEWED: Row = {
  required_approving_review_count: 1,
  require_code_owner_review: true,
  require_last_push_approval: true,
  dismiss_stale_reviews_on_push: true,
};

const deployKey = (): Row => ({
  ...{ id: 51, title: 'reader', read_only: true, enabled: true, added_by: 'rosa' },
  ...{ created_at: '2026-01-10T00:00:00Z', last_used: '2026-02-28T00:00:00Z' },
});

const production = (): Row => ({
  id: 61,
  name: 'production',
  protection_rules: [{ type: 'required_reviewers', prevent_self_review: true, reviewers: [{ type: 'Team' }] }],
  deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
});

const app = (): Row => ({
  ...{ id: 91, app_slug: 'reader', repository_selection: 'all', suspended_at: null },
  permissions: { contents: 'read' },
});

const token = (): Row => ({
  ...{ id: 101, owner: person('tomas', 13), repository_selection: 'selected', token_name: 'laptop' },
  permissions: { repository: { contents: 'read' } },
  ...{ access_granted_at: '2026-01-01T00:00:00Z', token_expires_at: '2026-06-01T00:00:00Z' },
  token_last_used_at: '2026-03-01T00:00:00Z',
});

/** Changes what is at a path of a document, `sections.hooks.data[0].config.insecure_ssl`; undefined takes it away. */
export function changed(document: TestInventory, path: string, value: unknown): TestInventory {
  const copy = structuredClone(document);
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  const last = keys.pop() ?? '';
  let at: unknown = copy;
  for (const key of keys) at = (at as Row)[key];
  if (value === undefined) delete (at as Row)[last];
  else (at as Row)[last] = value;
  return copy;
}
