import { getPath } from '#lib/views/path/get-path.ts';
import { itemRoute, json } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, _request, params) => json(await getPath(ctx, { id: String(params.id) })));
