import type { QueryClient } from '@tanstack/react-query';
import { UPLOAD_PAGE, uploadAddress, uploadFacetsQuery, uploadsQuery } from '#components/queries/uploads.ts';
import { readUploadFilters } from '#components/upload-list/filters.ts';
import type { Context } from '#lib/context.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getUploadFacets } from '#lib/views/upload/get-upload-facets.ts';

/** The first uploads that the address asks for. What cannot be read here the browser reads, and says why it failed. */
export async function prefetchUploads(client: QueryClient, ctx: Context, search: URLSearchParams): Promise<void> {
  const filters = readUploadFilters((name) => search.get(name));
  const chosen = Object.entries(uploadAddress(filters)).filter(([, value]) => value !== null);
  const params = uploadListParams.parse({ ...Object.fromEntries(chosen), limit: UPLOAD_PAGE });
  const scope = ctx.chosen?.text ?? null;
  await Promise.all([
    client.prefetchInfiniteQuery({
      ...uploadsQuery(scope, filters),
      queryFn: () => getIngest(ctx, params),
      retry: false,
    }),
    client.prefetchQuery({ ...uploadFacetsQuery(scope), queryFn: () => getUploadFacets(ctx), retry: false }),
  ]);
}
