import { bulkSeverityBody } from '#lib/contracts/finding-bulk.ts';
import { rateInBulk } from '#lib/services/finding/rate-in-bulk.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await rateInBulk(ctx, parseWith(bulkSeverityBody, await jsonBody(request)))),
);
