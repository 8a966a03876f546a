import { pathPeopleParams } from '#lib/contracts/path.ts';
import { getPathPeople } from '#lib/views/path/get-path-people.ts';
import { itemRoute, json, parseWith, queryOf } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, request, params) =>
  json(await getPathPeople(ctx, { id: String(params.id), ...parseWith(pathPeopleParams, queryOf(request)) })),
);
