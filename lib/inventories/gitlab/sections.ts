import type { SectionShape } from '../shared/section.ts';

const each = { kind: 'each', key: 'project' } as const;
const ofGroup = { kind: 'each', key: 'group' } as const;

/** The sections of a GitLab group; what each holds is GitLab's own JSON. `docs/privileges.md` names the calls. */
export const GITLAB_SECTIONS = {
  group: { kind: 'object', has: ['full_path', 'require_two_factor_authentication'] },
  members: { kind: 'list' },
  billable_members: { kind: 'list' },
  enterprise_users: { kind: 'list' },
  owners: { kind: 'list' },
  projects: { kind: 'list' },
  project_members: each,
  group_access_tokens: { kind: 'list' },
  project_access_tokens: each,
  deploy_keys: each,
  protected_branches: each,
  approvals: each,
  approval_rules: each,
  environments: each,
  protected_environments: each,
  runners: { kind: 'list' },
  group_variables: { kind: 'list' },
  project_variables: each,
  job_token_scope: each,
  subgroups: { kind: 'list' },
  group_members: ofGroup,
  subgroup_tokens: ofGroup,
  subgroup_variables: ofGroup,
  group_protected_environments: { kind: 'list' },
  protected_tags: each,
  job_token_projects: each,
  job_token_groups: each,
} as const satisfies Record<string, SectionShape>;

export type GitlabSection = keyof typeof GITLAB_SECTIONS;
