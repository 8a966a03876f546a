import { json, route } from '#lib/http/route.ts';
import { getFinding } from '#lib/views/get-finding.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getFinding(ctx, { id: String(params.id) })));
