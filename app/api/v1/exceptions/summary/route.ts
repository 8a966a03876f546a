import { exceptionSummaryParams } from '#lib/contracts/exception-list.ts';
import { getExceptionSummary } from '#lib/views/exception/get-exception-summary.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getExceptionSummary(ctx, parseWith(exceptionSummaryParams, queryOf(request)))),
);
