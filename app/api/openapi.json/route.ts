import { buildOpenApi } from '#lib/contracts/openapi.ts';
import { openRoute } from '#lib/web/open-route.ts';
import { json } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = openRoute(async ({ env }) => json(buildOpenApi(env.PUBLIC_URL)));
