import { retentionPreviewParams } from '#lib/contracts/retention.ts';
import { previewRetention } from '#lib/views/retention/preview-retention.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await previewRetention(ctx, parseWith(retentionPreviewParams, queryOf(request)))),
);
