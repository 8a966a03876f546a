export type Data = Record<string, unknown>;

export const person = (login: string, id: number) => ({ login, id, type: 'User' });
export const about = (repo: string, data: unknown) => ({ repo, status: 'ok', data });
export const REPO = 'acme/web';

const NOBODY = { totalCount: 0, nodes: [] };

/** An organization with one repository that deploys, in GitHub's own answers: in whose settings there is something amiss. */
export const OBJECTS: Record<string, Data> = {
  organization: {
    id: 1,
    default_repository_permission: 'read',
    members_can_create_repositories: false,
    members_can_fork_private_repositories: false,
  },
  actions_permissions: { enabled_repositories: 'all' },
  workflow_permissions: { can_approve_pull_request_reviews: true },
  fork_pr_approval: { approval_policy: 'all_external_contributors' },
};

export const LISTS: Record<string, Data[]> = {
  members: [person('rosa', 11), person('ines', 12), person('tomas', 13)],
  admins: [person('rosa', 11)],
  outside_collaborators: [],
  teams: [{ id: 31, slug: 'platform', parent: null }],
  team_members: [{ team: 'platform', data: [person('tomas', 13)] }],
  team_repositories: [{ team: 'platform', data: [{ id: 41, full_name: REPO, role_name: 'write' }] }],
  repositories: [{ id: 41, full_name: REPO, visibility: 'private', archived: false, default_branch: 'main' }],
  collaborators: [about(REPO, [{ ...person('ines', 12), permissions: { admin: true, push: true } }])],
  deploy_keys: [about(REPO, [{ id: 51, title: 'key', read_only: false }])],
  branches: [about(REPO, [{ name: 'main' }])],
  branch_protection_rules: [
    about(REPO, [
      {
        ...{ databaseId: 7, pattern: 'main', isAdminEnforced: true, lockBranch: false, blocksCreations: false },
        ...{ restrictsPushes: false, requiresApprovingReviews: true, requiredApprovingReviewCount: 1 },
        ...{ requiresCodeOwnerReviews: false, requireLastPushApproval: true, dismissesStaleReviews: true },
        ...{ pushAllowances: NOBODY, bypassPullRequestAllowances: NOBODY },
      },
    ]),
  ],
  repository_actions: [about(REPO, { enabled: true })],
  repository_workflow_permissions: [about(REPO, { can_approve_pull_request_reviews: true })],
  oidc_subject: [about(REPO, { use_default: true, use_immutable_subject: false })],
  custom_repository_roles: [],
  organization_roles: [],
  rulesets: [about(REPO, [])],
  codeowners: [about(REPO, '/.github/ @acme/platform\n')],
  environments: [
    about(REPO, {
      total_count: 1,
      environments: [
        {
          ...{ id: 61, name: 'production', can_admins_bypass: false, deployment_branch_policy: null },
          protection_rules: [
            {
              type: 'required_reviewers',
              prevent_self_review: false,
              reviewers: [{ type: 'Team', reviewer: { id: 31 } }],
            },
          ],
        },
      ],
    }),
  ],
  environment_secrets: [about(REPO, [{ environment: 'production', name: 'PROD_DB' }])],
  repository_secrets: [about(REPO, { total_count: 1, secrets: [{ name: 'PROD_KEY' }] })],
  organization_secrets: [{ name: 'PROD_TOKEN', visibility: 'all' }],
  runners: [{ id: 71, ephemeral: true, runner_group_id: 81 }],
  runner_groups: [
    {
      id: 81,
      name: 'production',
      visibility: 'all',
      allows_public_repositories: false,
      restricted_to_workflows: false,
    },
  ],
  installations: [],
  personal_access_tokens: [],
};

/** The same as collectors deliver it, with some sections exchanged; null: it could not be read. */
export function accessInventory(collectedAt: string, change: Record<string, Data | Data[] | null> = {}): string {
  const sections = Object.entries({ ...OBJECTS, ...LISTS, ...change }).map(([name, data]) => [
    name,
    data === null ? { status: 'failed', http: 403, reason: 'Forbidden' } : { status: 'ok', data },
  ]);
  const head = { schema: 'inventory/v1', source: 'github', scope: 'acme', collected_at: collectedAt };
  return JSON.stringify({ ...head, sections: Object.fromEntries(sections) });
}
