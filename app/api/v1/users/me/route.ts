import { getMe } from '#lib/views/access/get-me.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getMe(ctx)));
