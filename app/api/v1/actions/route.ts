import { actionListParams } from '#lib/contracts/action.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getActions(ctx, parseWith(actionListParams, queryOf(request)))),
);
