import type { DeveloperSight } from '#lib/domain/team/sources.ts';
import { type ReadScope, wholeOrganization } from './read-scope.ts';
import type { Role } from './role.ts';

/** What decides who sees what in an organization, for work that is done for many of its people at once. */
export interface Sights {
  orgId: number;
  developerSight: DeveloperSight;
  /** Teams of each person who is in any. */
  teamsOf: ReadonlyMap<number, readonly number[]>;
  /** Repositories of each team that owns any. */
  owned: ReadonlyMap<number, readonly number[]>;
}

/** What a person may read: the same as when they sign in. */
export function readScopeOf(sights: Sights, { userId, role }: { userId: number; role: Role }): ReadScope {
  const { orgId, developerSight, teamsOf, owned } = sights;
  if (role !== 'developer' || developerSight === 'organization') return wholeOrganization(orgId);
  const teams = teamsOf.get(userId) ?? [];
  return { orgId, teams, repositories: [...new Set(teams.flatMap((team) => owned.get(team) ?? []))] };
}

/** Whether somebody who reads `scope` may know all of these repositories; null: the whole organization. */
export function coversAll(scope: ReadScope, repositories: readonly number[] | null): boolean {
  if (scope.repositories === 'all') return true;
  if (repositories === null) return false;
  const visible = new Set(scope.repositories);
  return repositories.every((id) => visible.has(id));
}
