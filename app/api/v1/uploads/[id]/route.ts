import { json, route } from '#lib/http/route.ts';
import { getUpload } from '#lib/views/get-upload.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getUpload(ctx, String(params.id))));
