import { changeListParams } from '#lib/contracts/privilege.ts';
import { getChanges } from '#lib/views/privilege/get-changes.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getChanges(ctx, parseWith(changeListParams, queryOf(request)))),
);
