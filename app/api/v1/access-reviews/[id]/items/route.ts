import { reviewItemParams } from '#lib/contracts/access-review-item.ts';
import { rowNumber } from '#lib/contracts/common.ts';
import { getReviewItems } from '#lib/views/access-review/get-review-items.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request, { id }) =>
  json(await getReviewItems(ctx, parseWith(rowNumber, id), parseWith(reviewItemParams, queryOf(request)))),
);
