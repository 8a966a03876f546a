import { createTrackerBody } from '#lib/contracts/tracker.ts';
import { createTracker } from '#lib/services/tracker/create-tracker.ts';
import { getTracker, getTrackers } from '#lib/views/tracker/get-trackers.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getTrackers(ctx)));

export const POST = route(async (ctx, request) => {
  const id = await createTracker(ctx, parseWith(createTrackerBody, await jsonBody(request)));
  return json(await getTracker(ctx, id), 201);
});
