import { reviewPreviewBody } from '#lib/contracts/access-review.ts';
import { previewReview } from '#lib/views/access-review/preview-review.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await previewReview(ctx, parseWith(reviewPreviewBody, await jsonBody(request)))),
);
