import { rowNumber } from '#lib/contracts/common.ts';
import { getReview } from '#lib/views/access-review/get-review.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getReview(ctx, parseWith(rowNumber, params.id))));
