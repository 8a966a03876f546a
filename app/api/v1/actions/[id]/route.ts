import { json, route } from '#lib/http/route.ts';
import { getAction } from '#lib/views/get-actions.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getAction(ctx, String(params.id))));
