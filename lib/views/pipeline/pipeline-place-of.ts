import { findPipeline } from '#db/queries/pipelines.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';

/** Ids of what is asked for; null: of everything. @throws Fault not_found for a repository, or a pipeline of it */
export async function pipelinePlaceOf(
  ctx: Context,
  { repo, pipeline }: { repo?: string | undefined; pipeline?: string | undefined },
): Promise<{ repoIds: number[] | null; pipelineId: number | null }> {
  if (repo === undefined) return { repoIds: null, pipelineId: null };
  const [repoId = 0] = await repositoryIdsOf(ctx, [repo]);
  if (pipeline === undefined) return { repoIds: [repoId], pipelineId: null };
  const pipelineId = await findPipeline(ctx.readSql, { orgId: ctx.orgId, repoId }, pipeline);
  if (pipelineId === null) throw new Fault('not_found', `${repo} has no pipeline ${pipeline}.`);
  return { repoIds: [repoId], pipelineId };
}
