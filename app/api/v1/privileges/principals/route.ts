import { principalListParams } from '#lib/contracts/privilege.ts';
import { getPrincipals } from '#lib/views/privilege/get-principals.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getPrincipals(ctx, parseWith(principalListParams, queryOf(request)))),
);
