import { trendParams } from '#lib/contracts/trend.ts';
import { getTrend } from '#lib/views/trend/get-trend.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => json(await getTrend(ctx, parseWith(trendParams, queryOf(request)))));
