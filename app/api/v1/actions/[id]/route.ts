import { actionChange } from '#lib/contracts/action-work.ts';
import { changeAction } from '#lib/services/action/change-action.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { itemRoute, json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, _request, params) => json(await getAction(ctx, String(params.id))));

export const PATCH = route(async (ctx, request, params) => {
  const id = String(params.id);
  const done = await changeAction(ctx, id, parseWith(actionChange, await jsonBody(request)));
  return json({ ...done, action: await getAction(ctx, id) });
});
