import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { prefetchCadence } from '#app/(dashboard)/coverage/prefetch-cadence.ts';
import { readItem } from '#app/(dashboard)/read-item.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { pipelineSectionIn } from '#components/pipeline-file/tabs.ts';
import { placeCadence } from '#components/queries/cadence.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { pipelineFileQuery } from '#components/queries/pipelines.ts';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { pipelineFileParams } from '#lib/contracts/pipeline.ts';
import { repositoryScope } from '#lib/contracts/scope-address.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { getPipelineFile } from '#lib/views/pipeline/get-pipeline-file.ts';
import { getPageContext, getUnscopedContext } from '#lib/web/page-context.ts';
import { PipelineTabs } from './pipeline-tabs.tsx';

export const generateMetadata = titled('Pipeline');

export default async function PipelineFilePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const search = await searchParams;
  const section = pipelineSectionIn([search.tab].flat()[0]);
  const place = { repo: [search.repo].flat()[0], path: [search.path].flat()[0] };
  const asked = pipelineFileParams.safeParse({ ...place, section });
  if (!asked.success) notFound();
  const { repo, path } = asked.data;
  const client = new QueryClient();
  const [{ value, outside }, { chosen }] = await Promise.all([
    readItem((ctx) => getPipelineFile(ctx, asked.data)),
    getPageContext(),
  ]);
  if (section === 'cadence' && value.runs_of !== null) {
    const own = await chooseScope(await getUnscopedContext(), repositoryScope(value.repo));
    await prefetchCadence(client, own, placeCadence({ repo: value.repo, pipeline: value.runs_of }));
  }
  client.setQueryData(pipelineFileQuery(chosen?.text ?? null, repo, path, section).queryKey, value);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? repo : null}>
        <PipelineTabs repo={repo} path={path} section={section} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
