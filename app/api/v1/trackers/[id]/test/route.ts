import { rowNumber } from '#lib/contracts/common.ts';
import { testTracker } from '#lib/services/tracker/test-tracker.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) =>
  json(await testTracker(ctx, parseWith(rowNumber, params.id))),
);
