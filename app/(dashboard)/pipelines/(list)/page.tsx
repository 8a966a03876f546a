import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { prefetchPipelines } from '#app/(dashboard)/pipelines/prefetch-pipelines.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { PipelinesScreen } from '#components/pipelines/pipelines-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { searchOf } from '#components/queries/search-of.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Pipelines');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PipelinesPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const client = new QueryClient();
  await prefetchPipelines(client, ctx, searchOf(search));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PipelinesScreen />
    </HydrationBoundary>
  );
}
