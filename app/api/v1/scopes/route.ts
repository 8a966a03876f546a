import { scopeListParams } from '#lib/contracts/scope.ts';
import { getScopes } from '#lib/views/access/get-scopes.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getScopes(ctx, parseWith(scopeListParams, queryOf(request)))),
);
