import { reviewListParams, reviewRequest } from '#lib/contracts/access-review.ts';
import { createReview } from '#lib/services/access-review/create-review.ts';
import { getReview } from '#lib/views/access-review/get-review.ts';
import { getReviews } from '#lib/views/access-review/get-reviews.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getReviews(ctx, parseWith(reviewListParams, queryOf(request)))),
);

export const POST = route(async (ctx, request) => {
  const id = await createReview(ctx, parseWith(reviewRequest, await jsonBody(request)));
  return json(await getReview(ctx, id), 201);
});
