import { word } from '#lib/contracts/common.ts';
import { undoBulkChange } from '#lib/services/finding/undo-bulk-change.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) =>
  json(await undoBulkChange(ctx, parseWith(word(64), params.batch))),
);
