import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { UPLOAD_PAGE, uploadsQuery } from '#components/queries/uploads.ts';
import { readUploadFilters } from '#components/upload-list/filters.ts';
import { IngestScreen } from '#components/upload-list/ingest-screen.tsx';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Ingest' };

export default async function IngestPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readUploadFilters((name) => [search[name]].flat()[0] ?? null);
  const { state, repo } = filters;
  const params = uploadListParams.parse({ state: state ?? undefined, repo: repo ?? undefined, limit: UPLOAD_PAGE });
  const client = new QueryClient();
  await client.fetchInfiniteQuery({ ...uploadsQuery(filters), queryFn: () => getIngest(ctx, params) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <IngestScreen />
    </HydrationBoundary>
  );
}
