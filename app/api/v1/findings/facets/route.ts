import { findingListParams } from '#lib/contracts/finding.ts';
import { json, parseWith, queryOf, route } from '#lib/http/route.ts';
import { getFindingFacets } from '#lib/views/get-finding-facets.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getFindingFacets(ctx, parseWith(findingListParams, queryOf(request)))),
);
