import { getUploadFacets } from '#lib/views/upload/get-upload-facets.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getUploadFacets(ctx)));
