import { closeRequest } from '#lib/contracts/access-review-item.ts';
import { rowNumber } from '#lib/contracts/common.ts';
import { closeReview } from '#lib/services/access-review/close-review.ts';
import { getReview } from '#lib/views/access-review/get-review.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  await closeReview(ctx, id, parseWith(closeRequest, await jsonBody(request)));
  return json(await getReview(ctx, id));
});
