import { findingListParams } from '#lib/contracts/finding.ts';
import { json, parseWith, queryOf, route } from '#lib/http/route.ts';
import { getFindings } from '#lib/views/get-findings.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getFindings(ctx, parseWith(findingListParams, queryOf(request)))),
);
