import { decisionRequest } from '#lib/contracts/access-review-item.ts';
import { rowNumber } from '#lib/contracts/common.ts';
import { decideRights } from '#lib/services/access-review/decide-rights.ts';
import { getReview } from '#lib/views/access-review/get-review.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  const decided = await decideRights(ctx, id, parseWith(decisionRequest, await jsonBody(request)));
  return json({ decided, review: await getReview(ctx, id) });
});
