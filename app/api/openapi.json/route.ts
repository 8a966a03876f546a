import { buildOpenApi } from '#lib/contracts/openapi.ts';
import { openRoute } from '#lib/http/open-route.ts';
import { json } from '#lib/http/route.ts';

export const dynamic = 'force-dynamic';

export const GET = openRoute(async ({ env }) => json(buildOpenApi(env.PUBLIC_URL)));
