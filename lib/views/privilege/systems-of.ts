import { findSystems, type PrivilegeSystem } from '#db/queries/privilege-systems.ts';
import type { Context } from '#lib/context.ts';
import type { InventorySource } from '#lib/domain/privilege/inventory.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId, type RepositoryNumber } from '#lib/ids.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';

export interface Systems {
  list: readonly PrivilegeSystem[];
  ids: readonly number[];
  byId: ReadonlyMap<number, PrivilegeSystem>;
}

/** The systems that a read is about, of those that the caller sees. @throws Fault not_found for a name */
export async function systemsOf(
  ctx: Context,
  { source, system }: { source?: readonly InventorySource[] | undefined; system?: readonly string[] | undefined },
): Promise<Systems> {
  const names = system !== undefined && system.length > 0 ? system : null;
  const repoIds = names === null ? null : await repositoryIdsOf(ctx, names);
  const sources = source !== undefined && source.length > 0 ? source : null;
  const list = await findSystems(ctx.readSql, ctx.readScope, { repoIds, sources });
  return { list, ids: list.map(({ repoId }) => repoId), byId: new Map(list.map((each) => [each.repoId, each])) };
}

/** @throws Fault not_found where it is in no system that the caller sees */
export function placeOf(
  kind: 'principal' | 'resource',
  id: string | undefined,
  systems: Systems,
): RepositoryNumber | null {
  if (id === undefined) return null;
  const place = decodeId(kind, id);
  if (place === null || !systems.byId.has(place.repoId)) throw new Fault('not_found', `There is no such ${kind}.`);
  return place;
}
