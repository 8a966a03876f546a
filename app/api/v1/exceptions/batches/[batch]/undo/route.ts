import { undoBatch } from '#lib/services/exception/undo-batch.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) => json(await undoBatch(ctx, String(params.batch))));
