import { getFramework } from '#lib/views/framework/get-framework.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, { framework }) => json(await getFramework(ctx, String(framework))));
