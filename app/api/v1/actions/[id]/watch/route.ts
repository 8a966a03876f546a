import { watchActionBody } from '#lib/contracts/action-work.ts';
import { watchAction } from '#lib/services/watch/watch-action.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const PUT = route(async (ctx, request, params) => {
  const id = String(params.id);
  await watchAction(ctx, id, parseWith(watchActionBody, await jsonBody(request)));
  return json(await getAction(ctx, id));
});
