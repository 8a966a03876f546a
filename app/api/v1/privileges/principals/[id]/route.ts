import { getPrincipal } from '#lib/views/privilege/get-principal.ts';
import { itemRoute, json } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, _request, params) => json(await getPrincipal(ctx, String(params.id))));
