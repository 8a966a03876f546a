import { getNoise } from '#lib/views/exception/get-noise.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getNoise(ctx)));
