import { teamListParams } from '#lib/contracts/team.ts';
import { getLabels } from '#lib/views/repository/get-labels.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getLabels(ctx, parseWith(teamListParams, queryOf(request)))),
);
