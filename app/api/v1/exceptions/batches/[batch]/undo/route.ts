import { word } from '#lib/contracts/common.ts';
import { undoBatch } from '#lib/services/exception/undo-batch.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) =>
  json(await undoBatch(ctx, parseWith(word(64), params.batch))),
);
