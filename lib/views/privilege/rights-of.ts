import { findResourcesNamed } from '#db/queries/privilege-resources.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryNumber } from '#lib/ids.ts';
import { slugOf } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';
import type { Systems } from './systems-of.ts';

/** What a repository is in the systems that the caller sees: rights on it are rights on these. @throws Fault not_found */
export async function rightsOf(ctx: Context, name: string, systems: Systems): Promise<readonly RepositoryNumber[]> {
  const pattern = escapeLike(await slugOf(ctx, name));
  return findResourcesNamed(ctx.readSql, ctx, { repoIds: systems.ids, kind: 'repo', name: pattern });
}
