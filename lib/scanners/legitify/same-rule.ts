/** What legitify's policy is about, where a rule of privileges asks the same question about the same thing. */
interface SameRule {
  rule: string;
  about: 'org' | 'repo' | 'runner_group';
}

/**
 * Policies by namespace and name. Short on purpose: only where both fail on the same setting. `default_repository_permission_is_not_none`
 * is not here, since it fails on reading too; nor are policies about one person, whom legitify names by another id.
 */
const SAME: Readonly<Record<string, SameRule>> = {
  'actions.actions_can_approve_pull_requests': { rule: 'workflows-approve', about: 'org' },
  'actions.token_default_permissions_is_read_write': { rule: 'default-token-writes', about: 'org' },
  'organization.two_factor_authentication_not_required_for_org': { rule: 'two-factor-not-required', about: 'org' },
  'organization.two_factor_authentication_is_required_for_group': { rule: 'two-factor-not-required', about: 'org' },
  'organization.organization_has_too_many_admins': { rule: 'number-of-owners', about: 'org' },
  'member.organization_has_too_many_admins': { rule: 'number-of-owners', about: 'org' },
  'repository.code_review_not_required': { rule: 'one-person-merges', about: 'repo' },
  'repository.missing_default_branch_protection': { rule: 'default-branch-unprotected', about: 'repo' },
  'repository.missing_default_branch_protection_force_push': { rule: 'default-branch-unprotected', about: 'repo' },
  'repository.users_allowed_to_bypass_ruleset': { rule: 'rules-bypassed', about: 'repo' },
  'runner_group.runner_group_can_be_used_by_public_repositories': {
    rule: 'runner-group-public',
    about: 'runner_group',
  },
};

interface Entity {
  type: string;
  id: string;
}

/** The rule and the resource as an inventory has them; a policy of legitify's alone keeps its own name. */
export function sameRule(namespace: string, policy: string, { type, id }: Entity): { rule: string; resource: string } {
  const key = `${namespace}.${policy}`;
  const same = Object.hasOwn(SAME, key) ? SAME[key] : undefined;
  if (same === undefined) return { rule: policy, resource: ownId(type, id) };
  return { rule: same.rule, resource: same.about === 'org' ? 'org' : ownId(same.about, id) };
}

function ownId(type: string, id: string): string {
  switch (type) {
    case 'repo':
    case 'repository':
    case 'project':
      return `repo:${id}`;
    case 'runner_group':
      return `org/runner_group:${id}`;
    case 'org':
    case 'organization':
    case 'group':
      return 'org';
    case 'member':
    case 'user':
      return `user:${id}`;
    default:
      return `${type}:${id}`;
  }
}
