import { pathChangesParams } from '#lib/contracts/path.ts';
import { getPathChanges } from '#lib/views/path/get-path-changes.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getPathChanges(ctx, parseWith(pathChangesParams, queryOf(request)))),
);
