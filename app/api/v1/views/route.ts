import { createViewBody, viewListParams } from '#lib/contracts/saved-view.ts';
import { createView } from '#lib/services/saved-view/create-view.ts';
import { getView, getViews } from '#lib/views/saved-view/get-views.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getViews(ctx, parseWith(viewListParams, queryOf(request)))),
);

export const POST = route(async (ctx, request) => {
  const id = await createView(ctx, parseWith(createViewBody, await jsonBody(request)));
  return json(await getView(ctx, id), 201);
});
