import { bulkRequest } from '#lib/contracts/exception-bulk.ts';
import { requestInBulk } from '#lib/services/exception/request-in-bulk.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await requestInBulk(ctx, parseWith(bulkRequest, await jsonBody(request))), 201),
);
