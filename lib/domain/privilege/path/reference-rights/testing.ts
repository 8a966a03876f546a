import type { AccessFacts, ExtraPermission, OrganizationPermission } from '#lib/domain/privilege/access/facts.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';

export type Permission = 'read' | 'write' | 'admin' | ExtraPermission | OrganizationPermission;

/** Whether a person may do something in a repository, by walking over everything that gives it. Part of the reference model. */
export function can(facts: AccessFacts, person: string, repository: Repository, permission: Permission): boolean {
  const { organization } = facts;
  const kind = organization.people?.find(({ id }) => id === person)?.kind;
  if (kind === undefined) return false;
  const held = (organization.roles ?? []).filter(
    (role) =>
      role.people?.includes(person) === true || (role.teams ?? []).some((team) => isTeamMember(facts, person, team)),
  );
  if (held.some((role) => (role.permissions as readonly string[]).includes(permission))) return true;
  if (kind === 'owner' && ['editRoles', 'editRulesets', 'editProperties', 'viewLeaks'].includes(permission))
    return true;
  const roles = [
    ...(kind === 'owner' ? ['admin'] : []),
    ...(kind !== 'outside' ? [organization.basePermission ?? 'none'] : []),
    ...held.map((role) => role.everywhere ?? 'none'),
    ...(repository.grants ?? [])
      .filter(({ holder }) =>
        holder.kind === 'person' ? holder.id === person : isTeamMember(facts, person, holder.id),
      )
      .map(({ role }) => role),
  ];
  return roles.some((role) => gives(facts, role, permission));
}

function gives(facts: AccessFacts, role: string, permission: Permission): boolean {
  const custom = facts.organization.customRoles?.find(({ name }) => name === role);
  if (custom !== undefined)
    return (custom.permissions as readonly string[]).includes(permission) || gives(facts, custom.base, permission);
  const own: Record<string, readonly string[]> = {
    read: ['read'],
    write: ['read', 'write'],
    maintain: ['read', 'write', 'pushRestricted'],
    admin: ['read', 'write', 'admin', 'pushRestricted', 'bypassRules', 'editRules', 'viewLeaks'],
  };
  return own[role]?.includes(permission) === true;
}

export function isMember(facts: AccessFacts, person: string): boolean {
  return (facts.organization.people ?? []).some(({ id, kind }) => id === person && kind !== 'outside');
}

/** Members of a team are those of the teams below it too, however often these lead back. */
export function isTeamMember(facts: AccessFacts, person: string, team: string, seen: readonly string[] = []): boolean {
  if (seen.includes(team)) return false;
  const teams = facts.organization.teams ?? [];
  if (teams.find(({ id }) => id === team)?.members?.includes(person) === true) return true;
  return teams.some(({ id, parent }) => parent === team && isTeamMember(facts, person, id, [...seen, team]));
}
