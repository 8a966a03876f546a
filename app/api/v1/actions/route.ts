import { actionListParams } from '#lib/contracts/action.ts';
import { json, parseWith, queryOf, route } from '#lib/http/route.ts';
import { getActions } from '#lib/views/get-actions.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getActions(ctx, parseWith(actionListParams, queryOf(request)))),
);
