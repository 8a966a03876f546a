import { rowNumber } from '#lib/contracts/common.ts';
import { getFeedLoad } from '#lib/views/feed/get-feed-load.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, { id }) => json(await getFeedLoad(ctx, parseWith(rowNumber, id))));
