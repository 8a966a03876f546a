import { getFinding } from '#lib/views/finding/get-finding.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getFinding(ctx, { id: String(params.id) })));
