import type { QueryClient } from '@tanstack/react-query';
import { readPipelineFilters } from '#components/pipelines/filters.ts';
import { PIPELINE_PAGE, pipelineParams, pipelinesQuery } from '#components/queries/pipelines.ts';
import type { Context } from '#lib/context.ts';
import { pipelineListParams } from '#lib/contracts/pipeline.ts';
import { getPipelines } from '#lib/views/pipeline/get-pipelines.ts';

/** The first files that the address asks for. What cannot be read here the browser reads, and says why it failed. */
export async function prefetchPipelines(client: QueryClient, ctx: Context, search: URLSearchParams): Promise<void> {
  const filters = readPipelineFilters((name) => search.get(name));
  const params = pipelineListParams.parse({ ...pipelineParams(filters), limit: PIPELINE_PAGE });
  await client.prefetchInfiniteQuery({
    ...pipelinesQuery(ctx.chosen?.text ?? null, filters),
    queryFn: () => getPipelines(ctx, params),
    retry: false,
  });
}
