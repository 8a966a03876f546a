import { getFinding } from '#lib/views/finding/get-finding.ts';
import { itemRoute, json } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, _request, params) => json(await getFinding(ctx, { id: String(params.id) })));
