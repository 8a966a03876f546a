import { pathListParams } from '#lib/contracts/path.ts';
import { getPaths } from '#lib/views/path/get-paths.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getPaths(ctx, parseWith(pathListParams, queryOf(request)))),
);
