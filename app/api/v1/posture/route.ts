import { json, route } from '#lib/http/route.ts';
import { getToday } from '#lib/views/get-today.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getToday(ctx)));
