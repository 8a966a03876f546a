import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { readPipelineFilters } from '#components/pipelines/filters.ts';
import { PipelinesScreen } from '#components/pipelines/pipelines-screen.tsx';
import { PIPELINE_PAGE, pipelineParams, pipelinesQuery } from '#components/queries/pipelines.ts';
import { pipelineListParams } from '#lib/contracts/pipeline.ts';
import { getPipelines } from '#lib/views/pipeline/get-pipelines.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Pipelines');

export default async function PipelinesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readPipelineFilters((name) => [search[name]].flat()[0] ?? null);
  const client = new QueryClient();
  const params = pipelineListParams.parse({ ...pipelineParams(filters), limit: PIPELINE_PAGE });
  // What cannot be read here is read by the browser, which says why it failed.
  await client.prefetchInfiniteQuery({
    ...pipelinesQuery(ctx.chosen?.text ?? null, filters),
    queryFn: () => getPipelines(ctx, params),
    retry: false,
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PipelinesScreen />
    </HydrationBoundary>
  );
}
