import { getFrameworks } from '#lib/views/framework/get-frameworks.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getFrameworks(ctx)));
