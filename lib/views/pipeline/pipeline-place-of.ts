import { findPipelinesOf } from '#db/queries/pipelines.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';

/** Ids of what is asked for; null: of everything. @throws Fault not_found for a repository, or where it has no such pipeline */
export async function pipelinePlaceOf(
  ctx: Context,
  { repo, pipeline }: { repo?: string | undefined; pipeline?: string | undefined },
): Promise<{ repoIds: number[] | null; pipelineIds: number[] | null }> {
  if (repo === undefined) return { repoIds: null, pipelineIds: null };
  const [repoId = 0] = await repositoryIdsOf(ctx, [repo]);
  if (pipeline === undefined) return { repoIds: [repoId], pipelineIds: null };
  const pipelineIds = await findPipelinesOf(ctx.readSql, { orgId: ctx.orgId, repoId }, pipeline);
  if (pipelineIds.length === 0) throw new Fault('not_found', `${repo} has no pipeline ${pipeline}.`);
  return { repoIds: [repoId], pipelineIds };
}
