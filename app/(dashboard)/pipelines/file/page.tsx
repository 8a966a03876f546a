import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { readItem } from '#app/(dashboard)/read-item.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { PipelineFileScreen } from '#components/pipeline-file/pipeline-file-screen.tsx';
import { pipelineFileQuery } from '#components/queries/pipelines.ts';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { pipelineFileParams } from '#lib/contracts/pipeline.ts';
import { getPipelineFile } from '#lib/views/pipeline/get-pipeline-file.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Pipeline');

export default async function PipelineFilePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const search = await searchParams;
  const asked = pipelineFileParams.safeParse({ repo: [search.repo].flat()[0], path: [search.path].flat()[0] });
  if (!asked.success) notFound();
  const { repo, path } = asked.data;
  const client = new QueryClient();
  const [{ value, outside }, { chosen }] = await Promise.all([
    readItem((ctx) => getPipelineFile(ctx, asked.data)),
    getPageContext(),
  ]);
  client.setQueryData(pipelineFileQuery(chosen?.text ?? null, repo, path).queryKey, value);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? repo : null}>
        <PipelineFileScreen repo={repo} path={path} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
