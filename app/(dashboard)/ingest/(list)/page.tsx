import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { UPLOAD_PAGE, uploadAddress, uploadFacetsQuery, uploadsQuery } from '#components/queries/uploads.ts';
import { readUploadFilters } from '#components/upload-list/filters.ts';
import { IngestScreen } from '#components/upload-list/ingest-screen.tsx';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getUploadFacets } from '#lib/views/upload/get-upload-facets.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Ingest');

export default async function IngestPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readUploadFilters((name) => [search[name]].flat()[0] ?? null);
  const chosen = Object.entries(uploadAddress(filters)).filter(([, value]) => value !== null);
  const params = uploadListParams.parse({ ...Object.fromEntries(chosen), limit: UPLOAD_PAGE });
  const client = new QueryClient();
  const scope = ctx.chosen?.text ?? null;
  // What cannot be read here is read by the browser, which says why it failed.
  await Promise.all([
    client.prefetchInfiniteQuery({
      ...uploadsQuery(scope, filters),
      queryFn: () => getIngest(ctx, params),
      retry: false,
    }),
    client.prefetchQuery({ ...uploadFacetsQuery(scope), queryFn: () => getUploadFacets(ctx), retry: false }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <IngestScreen />
    </HydrationBoundary>
  );
}
