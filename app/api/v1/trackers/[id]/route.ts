import { rowNumber } from '#lib/contracts/common.ts';
import { trackerChange } from '#lib/contracts/tracker.ts';
import { changeTracker } from '#lib/services/tracker/change-tracker.ts';
import { deleteTracker } from '#lib/services/tracker/delete-tracker.ts';
import { getTracker } from '#lib/views/tracker/get-trackers.ts';
import { json, jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getTracker(ctx, parseWith(rowNumber, params.id))));

export const PATCH = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  await changeTracker(ctx, id, parseWith(trackerChange, await jsonBody(request)));
  return json(await getTracker(ctx, id));
});

export const DELETE = route(async (ctx, _request, params) => {
  await deleteTracker(ctx, parseWith(rowNumber, params.id));
  return noContent();
});
