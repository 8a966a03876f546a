import { reviewPeopleParams } from '#lib/contracts/access-review.ts';
import { getReviewPeople } from '#lib/views/access-review/get-review-people.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getReviewPeople(ctx, parseWith(reviewPeopleParams, queryOf(request)))),
);
