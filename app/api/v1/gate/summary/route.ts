import { gateSummaryParams } from '#lib/contracts/gate-history.ts';
import { getGateFigures } from '#lib/views/gate/get-gate-figures.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getGateFigures(ctx, parseWith(gateSummaryParams, queryOf(request)))),
);
