import { getAction } from '#lib/views/action/get-action.ts';
import { itemRoute, json } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, _request, params) => json(await getAction(ctx, String(params.id))));
