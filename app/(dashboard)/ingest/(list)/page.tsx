import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { prefetchUploads } from '#app/(dashboard)/ingest/prefetch-uploads.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { searchOf } from '#components/queries/search-of.ts';
import { IngestScreen } from '#components/upload-list/ingest-screen.tsx';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Ingest');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function IngestPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const client = new QueryClient();
  await prefetchUploads(client, ctx, searchOf(search));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <IngestScreen />
    </HydrationBoundary>
  );
}
