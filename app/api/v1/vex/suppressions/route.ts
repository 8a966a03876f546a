import { suppressionListParams } from '#lib/contracts/statement.ts';
import { getSuppressions } from '#lib/views/statement/get-suppressions.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getSuppressions(ctx, parseWith(suppressionListParams, queryOf(request)))),
);
