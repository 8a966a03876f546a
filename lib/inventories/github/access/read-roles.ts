import {
  type BuiltInRole,
  type CustomRole,
  type ExtraPermission,
  type OrganizationPermission,
  type OrganizationRole,
  REPOSITORY_ROLES,
} from '#lib/domain/privilege/access/facts.ts';
import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import { type Answers, rowsOf } from '#lib/inventories/shared/answers.ts';
import { idOf } from '#lib/inventories/shared/values.ts';
import { asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';

/** GitHub's names of permissions that decide who gets in; all others decide nothing here. */
const OF_REPOSITORIES: Readonly<Record<string, ExtraPermission>> = {
  bypass_branch_protection: 'bypassRules',
  push_protected_branch: 'pushRestricted',
  edit_repo_protections: 'editRules',
  edit_repo_custom_properties_values: 'editProperties',
  view_secret_scanning_alerts: 'viewLeaks',
};
const OF_ORGANIZATIONS: Readonly<Record<string, OrganizationPermission>> = {
  write_organization_custom_org_role: 'editRoles',
  manage_organization_ref_rules: 'editRulesets',
  edit_org_custom_properties_values: 'editProperties',
  view_secret_scanning_alerts: 'viewLeaks',
};

export function readCustomRoles(answers: Answers): Known<CustomRole[]> {
  const rows = answers.list('custom_repository_roles');
  const roles = rows?.map((row): CustomRole | null => {
    const base = builtIn(row.base_role);
    const name = asString(row.name);
    if (base === null || name === null || !Array.isArray(row.permissions)) return null;
    return { name, base, permissions: permissionsOf(row, OF_REPOSITORIES) };
  });
  return roles === undefined || roles.includes(null) ? null : roles.filter((role) => role !== null);
}

/** Roles of the organization, each with who has it; a list of holders that is not there is not known. */
export function readRoles(answers: Answers): Known<OrganizationRole[]> {
  return (
    answers.list('organization_roles')?.map((row) => {
      const id = idOf(row.id) ?? asString(row.name) ?? '';
      return {
        ...{ id: `org_role:${id}`, name: asString(row.name) ?? id, everywhere: builtIn(row.base_role) },
        permissions: permissionsOf(row, OF_ORGANIZATIONS),
        people: holders(row.users, 'user'),
        teams: holders(row.teams, 'team'),
      };
    }) ?? null
  );
}

function holders(value: unknown, kind: string): Known<string[]> {
  return rowsOf(value)?.map(({ id }) => `${kind}:${idOf(id) ?? ''}`) ?? null;
}

function builtIn(value: unknown): BuiltInRole | null {
  return REPOSITORY_ROLES.find((role) => role === value) ?? null;
}

function permissionsOf<T>({ permissions }: Json, known: Readonly<Record<string, T>>): T[] {
  return asStrings(permissions).flatMap((name) => (Object.hasOwn(known, name) ? (known[name] ?? []) : []));
}
