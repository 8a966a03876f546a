import { getException } from '#lib/views/exception/get-exception.ts';
import { itemRoute, json } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, _request, params) => json(await getException(ctx, String(params.id))));
