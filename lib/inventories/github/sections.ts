import type { SectionShape } from '../shared/section.ts';

/** The sections of a GitHub organization; what each holds is GitHub's own JSON. `docs/privileges.md` names the calls. */
export const GITHUB_SECTIONS = {
  organization: { kind: 'object', has: ['id', 'default_repository_permission', 'two_factor_requirement_enabled'] },
  members: { kind: 'list' },
  admins: { kind: 'list' },
  members_mfa: { kind: 'list' },
  members_without_2fa: { kind: 'list' },
  outside_collaborators: { kind: 'list' },
  owners: { kind: 'list' },
  audit_log: { kind: 'list' },
  teams: { kind: 'list' },
  team_members: { kind: 'each' },
  team_repositories: { kind: 'each' },
  repositories: { kind: 'list' },
  collaborators: { kind: 'each' },
  deploy_keys: { kind: 'each' },
  branch_protection: { kind: 'each' },
  branch_rules: { kind: 'each' },
  rulesets: { kind: 'each' },
  codeowners: { kind: 'each' },
  environments: { kind: 'each' },
  environment_secrets: { kind: 'each' },
  repository_secrets: { kind: 'each' },
  organization_secrets: { kind: 'list', list: 'secrets' },
  runners: { kind: 'list', list: 'runners' },
  runner_groups: { kind: 'list', list: 'runner_groups' },
  actions_permissions: { kind: 'object', has: ['enabled_repositories', 'allowed_actions'] },
  workflow_permissions: { kind: 'object', has: ['default_workflow_permissions', 'can_approve_pull_request_reviews'] },
  fork_pr_approval: { kind: 'object', has: ['approval_policy'] },
  installations: { kind: 'list', list: 'installations' },
  personal_access_tokens: { kind: 'list' },
  credential_authorizations: { kind: 'list' },
  hooks: { kind: 'list' },
} as const satisfies Record<string, SectionShape>;

export type GithubSection = keyof typeof GITHUB_SECTIONS;
