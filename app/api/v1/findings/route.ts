import { findingListParams } from '#lib/contracts/finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getFindings(ctx, parseWith(findingListParams, queryOf(request)))),
);
