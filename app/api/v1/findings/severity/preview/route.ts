import { bulkSeverityPreviewBody } from '#lib/contracts/finding-bulk.ts';
import { previewSeverity } from '#lib/services/finding/preview-severity.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await previewSeverity(ctx, parseWith(bulkSeverityPreviewBody, await jsonBody(request)))),
);
