import { trendChangeParams } from '#lib/contracts/trend.ts';
import { getTrendChanges } from '#lib/views/trend/get-trend-changes.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getTrendChanges(ctx, parseWith(trendChangeParams, queryOf(request)))),
);
