import { findingGroupParams } from '#lib/contracts/finding.ts';
import { getFindingGroups } from '#lib/views/finding/get-finding-groups.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getFindingGroups(ctx, parseWith(findingGroupParams, queryOf(request)))),
);
