import { bulkPreviewBody } from '#lib/contracts/exception-bulk.ts';
import { previewBulk } from '#lib/services/exception/preview-bulk.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await previewBulk(ctx, parseWith(bulkPreviewBody, await jsonBody(request)))),
);
