import { rowNumber } from '#lib/contracts/common.ts';
import { getDecisions } from '#lib/views/access-review/get-decisions.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, { id, number }) =>
  json(await getDecisions(ctx, parseWith(rowNumber, id), parseWith(rowNumber, number))),
);
