import { bulkTagPreviewBody } from '#lib/contracts/finding-bulk.ts';
import { previewTags } from '#lib/services/finding/preview-tags.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await previewTags(ctx, parseWith(bulkTagPreviewBody, await jsonBody(request)))),
);
