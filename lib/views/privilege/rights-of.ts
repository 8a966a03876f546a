import { findResourcesNamed } from '#db/queries/privilege-resources.ts';
import { findRepository } from '#db/queries/repositories.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryNumber } from '#lib/ids.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';
import type { Systems } from './systems-of.ts';

/** What a repository is called now, in lower case, as systems name it. @throws Fault not_found */
export async function slugOf(ctx: Context, name: string): Promise<string> {
  const [repoId = 0] = await repositoryIdsOf(ctx, [name]);
  const repository = await findRepository(ctx.readSql, { orgId: ctx.orgId, repoId });
  return (repository?.fullName ?? name).toLowerCase();
}

/** What a repository is in the systems that the caller sees: rights on it are rights on these. @throws Fault not_found */
export async function rightsOf(ctx: Context, name: string, systems: Systems): Promise<readonly RepositoryNumber[]> {
  const pattern = escapeLike(await slugOf(ctx, name));
  return findResourcesNamed(ctx.readSql, ctx, { repoIds: systems.ids, kind: 'repo', name: pattern });
}
