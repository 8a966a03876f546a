import {
  findBasePermission,
  findDirectRights,
  findMemberships,
  findStandingPrincipals,
  type StandingPrincipal,
  updateLevels,
} from '#db/queries/privilege-levels.ts';
import { baseLevelOf, effectiveOf } from '#lib/domain/privilege/history/effective.ts';
import { Groups } from '#lib/domain/privilege/history/groups.ts';
import { inBatches } from './in-batches.ts';
import type { SnapshotWork } from './snapshot-work.ts';

export type Levelled = Pick<StandingPrincipal, 'number' | 'kind' | 'level'>;

/** Stores what each principal may do all in all, where that is not what is stored. @returns all that stand, by number */
export async function settleLevels({ tx, scope, snapshot }: SnapshotWork): Promise<Map<number, Levelled>> {
  const principals = await findStandingPrincipals(tx, scope);
  const direct = await findDirectRights(tx, scope);
  const pairs = await findMemberships(tx, scope, snapshot);
  const groups = new Groups(pairs.map(({ member, group }) => [member, group]));
  const base = baseLevelOf(await findBasePermission(tx, scope));
  const found = principals.map((each) => ({
    ...each,
    ...effectiveOf({ ...each, baseLevel: each.isMember ? base : 0 }, groups, direct),
  }));
  const different = found.filter(({ level, rights }, index) => {
    const stored = principals[index];
    return stored?.level !== level || stored.rights !== rights;
  });
  await inBatches(different, (rows) => updateLevels(tx, scope, rows));
  return new Map(found.map((each) => [each.number, each]));
}
