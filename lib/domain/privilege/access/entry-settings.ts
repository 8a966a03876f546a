import type { Cause } from './ref-entry.ts';
import type { RefRules } from './ref-gates.ts';
import type { RepositoryAccess } from './repository-access.ts';
import { roleRights } from './role-rights.ts';
import type { Actor } from './rule-facts.ts';
import type { Setting } from './setting.ts';

/** What can be tightened so that a way onto a ref closes. Whether it does is computed, not believed. */
export function entrySettings(access: RepositoryAccess, rules: RefRules, branch: string, cause: Cause): Setting[] {
  const { repository } = access;
  const at = { repository: repository.id };
  switch (cause) {
    case 'open':
      return [
        rules.exists ? { kind: 'branchReviews', ...at, branch } : { kind: 'branchCreation', ...at },
        ...(givesWriting(access) ? [{ kind: 'basePermission' } as const] : []),
      ];
    case 'evaluate':
      return rules.rulesets
        .filter(({ watches }) => watches)
        .map(({ ruleset }) => ({ kind: 'enforcement', ...home(access, ruleset), ruleset: ruleset.id }));
    case 'robot':
      return [{ kind: 'robotApproval', ...at }];
    case 'bot':
      return (repository.workflows ?? [])
        .filter((workflow) => workflow.trustsBotName !== false)
        .map((workflow) => ({ kind: 'botName', ...at, workflow: workflow.path }));
    case 'gap':
      return repository.codeOwners === null ? [] : [{ kind: 'codeOwners', ...at }];
    case 'admin': {
      const { rule } = rules;
      const enforce =
        rule === null || rule.enforceAdmins === true || rule.id === ''
          ? []
          : [{ kind: 'enforceAdmins' as const, ...at, rule: rule.id }];
      return [...enforce, ...strongGrants(access)];
    }
    case 'bypass':
      return rules.rulesets.flatMap(({ ruleset }) =>
        (ruleset.bypass ?? []).map(({ actor }) => ({
          kind: 'bypass',
          ...home(access, ruleset),
          ruleset: ruleset.id,
          actor: actorKey(actor),
        })),
      );
    case 'rewrite':
      return strongGrants(access);
    case 'property':
      return [{ kind: 'propertiesLocked' }];
    case 'key':
      return (repository.deployKeys ?? []).flatMap(({ id, readOnly }) =>
        readOnly === true ? [] : [{ kind: 'deployKey', ...at, key: id }],
      );
    case 'delegate':
      return delegations(access);
  }
}

function givesWriting({ organization: { organization } }: RepositoryAccess): boolean {
  const { basePermission } = organization;
  return basePermission !== null && basePermission !== 'none' && roleRights(basePermission, null).write === true;
}

/** Apps and tokens that reach the repository. */
function delegations({ repository: { id }, organization }: RepositoryAccess): Setting[] {
  const here = (repositories: null | 'all' | readonly string[]) =>
    repositories === 'all' || repositories?.includes(id) === true;
  const { apps, tokens } = organization.organization;
  return [
    ...(apps ?? [])
      .filter((app) => here(app.repositories) && app.suspended !== true)
      .map((app) => ({ kind: 'delegation', app: app.id }) as const),
    ...(tokens ?? [])
      .filter((token) => here(token.repositories))
      .map((token) => ({ kind: 'token', token: token.id }) as const),
  ];
}

/** Where a ruleset is set: in the repository, or above it. */
function home({ repository }: RepositoryAccess, ruleset: { readonly level: string }): { repository: string | null } {
  return { repository: ruleset.level === 'repository' ? repository.id : null };
}

export function actorKey(actor: Actor): string {
  return 'id' in actor ? `${actor.kind}:${actor.id}` : actor.kind;
}

/** Grants that let somebody past rules, or change them. */
function strongGrants({ repository, organization }: RepositoryAccess): Setting[] {
  return (repository.grants ?? []).flatMap(({ holder, role }) => {
    const gives = roleRights(role, organization.organization.customRoles);
    if (gives.editRules !== true && gives.bypassRules !== true && gives.pushRestricted !== true) return [];
    return [{ kind: 'grant', repository: repository.id, holder: `${holder.kind}:${holder.id}`, role } as const];
  });
}
