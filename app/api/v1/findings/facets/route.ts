import { findingFacetParams } from '#lib/contracts/finding.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getFindingFacets(ctx, parseWith(findingFacetParams, queryOf(request)))),
);
