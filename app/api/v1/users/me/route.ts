import { json, route } from '#lib/http/route.ts';
import { getMe } from '#lib/views/get-me.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getMe(ctx)));
