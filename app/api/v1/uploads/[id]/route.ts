import { getUpload } from '#lib/views/upload/get-upload.ts';
import { itemRoute, json } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, _request, params) => json(await getUpload(ctx, String(params.id))));
