import { getToday } from '#lib/views/posture/get-today.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getToday(ctx)));
