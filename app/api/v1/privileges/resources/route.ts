import { resourceListParams } from '#lib/contracts/privilege.ts';
import { getResources } from '#lib/views/privilege/get-resources.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getResources(ctx, parseWith(resourceListParams, queryOf(request)))),
);
