import { bulkTagBody } from '#lib/contracts/finding-bulk.ts';
import { tagInBulk } from '#lib/services/finding/tag-in-bulk.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await tagInBulk(ctx, parseWith(bulkTagBody, await jsonBody(request)))),
);
