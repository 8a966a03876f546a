import { findPrincipalNames } from '#db/queries/privilege-principals.ts';
import { findResourceNames } from '#db/queries/privilege-resources.ts';
import type { Context } from '#lib/context.ts';
import type { PrincipalKind, ResourceKind } from '#lib/domain/privilege/inventory.ts';
import { encodeId, type RepositoryNumber } from '#lib/ids.ts';

export interface NameOf<K> {
  id: string;
  name: string;
  kind: K;
}

/** Names of principals by their places; one that is not there any more has its last one. */
export async function principalNames(ctx: Context, places: readonly RepositoryNumber[]) {
  const found = await findPrincipalNames(ctx.readSql, ctx, places);
  const known = new Map(found.map(({ repoId, number, name, kind }) => [`${repoId} ${number}`, { name, kind }]));
  return (repoId: number, number: number): NameOf<PrincipalKind> => {
    const id = encodeId('principal', { repoId, number });
    return { id, ...(known.get(`${repoId} ${number}`) ?? { name: id, kind: 'human' }) };
  };
}

export async function resourceNames(ctx: Context, places: readonly RepositoryNumber[]) {
  const found = await findResourceNames(ctx.readSql, ctx, places);
  const known = new Map(found.map(({ repoId, number, name, kind }) => [`${repoId} ${number}`, { name, kind }]));
  return (repoId: number, number: number): NameOf<ResourceKind> => {
    const id = encodeId('resource', { repoId, number });
    return { id, ...(known.get(`${repoId} ${number}`) ?? { name: id, kind: 'repo' }) };
  };
}
