import type { Connection } from '#db/client.ts';
import {
  findBasePermission,
  findDirectRights,
  findMemberships,
  findStandingPrincipals,
  type StandingPrincipal,
} from '#db/queries/privilege-levels.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { baseLevelOf, type Effective, effectiveOf } from '#lib/domain/privilege/history/effective.ts';
import { Groups } from '#lib/domain/privilege/history/groups.ts';

/** A principal as it is stored, and what it may do by all that stands. */
export interface ComputedLevel {
  stored: StandingPrincipal;
  computed: Effective;
}

/** What each principal of a system may do all in all, beside what is stored of that. */
export async function computeLevels(sql: Connection, scope: RepositoryScope): Promise<ComputedLevel[]> {
  const principals = await findStandingPrincipals(sql, scope);
  if (principals.length === 0) return [];
  const direct = await findDirectRights(sql, scope);
  const pairs = await findMemberships(sql, scope, 0);
  const groups = new Groups(pairs.map(({ member, group }) => [member, group]));
  const base = baseLevelOf(await findBasePermission(sql, scope));
  return principals.map((stored) => ({
    stored,
    computed: effectiveOf({ ...stored, baseLevel: stored.isMember ? base : 0 }, groups, direct),
  }));
}
