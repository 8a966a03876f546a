import { grantListParams } from '#lib/contracts/privilege.ts';
import { getGrants } from '#lib/views/privilege/get-grants.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getGrants(ctx, parseWith(grantListParams, queryOf(request)))),
);
