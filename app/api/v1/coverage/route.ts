import { coverageParams } from '#lib/contracts/coverage.ts';
import { getCoverage } from '#lib/views/coverage/get-coverage.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getCoverage(ctx, parseWith(coverageParams, queryOf(request)))),
);
