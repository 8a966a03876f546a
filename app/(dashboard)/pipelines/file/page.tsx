import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { titled } from '#app/(dashboard)/titled.ts';
import { PipelineFileScreen } from '#components/pipeline-file/pipeline-file-screen.tsx';
import { pipelineFileQuery } from '#components/queries/pipelines.ts';
import { pipelineFileParams } from '#lib/contracts/pipeline.ts';
import { getPipelineFile } from '#lib/views/pipeline/get-pipeline-file.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Pipeline');

export default async function PipelineFilePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const asked = pipelineFileParams.safeParse({ repo: [search.repo].flat()[0], path: [search.path].flat()[0] });
  if (!asked.success) notFound();
  const { repo, path } = asked.data;
  const client = new QueryClient();
  // What cannot be read here is read by the browser, which says why it failed.
  await client.prefetchQuery({
    ...pipelineFileQuery(ctx.chosen?.text ?? null, repo, path),
    queryFn: () => getPipelineFile(ctx, asked.data),
    retry: false,
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PipelineFileScreen repo={repo} path={path} />
    </HydrationBoundary>
  );
}
