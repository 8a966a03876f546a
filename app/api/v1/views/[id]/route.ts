import { rowNumber } from '#lib/contracts/common.ts';
import { viewChange } from '#lib/contracts/saved-view.ts';
import { changeView } from '#lib/services/saved-view/change-view.ts';
import { deleteView } from '#lib/services/saved-view/delete-view.ts';
import { getView } from '#lib/views/saved-view/get-views.ts';
import { json, jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const PATCH = route(async (ctx, request, { id }) => {
  const view = parseWith(rowNumber, id);
  await changeView(ctx, view, parseWith(viewChange, await jsonBody(request)));
  return json(await getView(ctx, view));
});

export const DELETE = route(async (ctx, _request, { id }) => {
  await deleteView(ctx, parseWith(rowNumber, id));
  return noContent();
});
