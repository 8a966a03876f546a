import { assigneeListParams } from '#lib/contracts/action-work.ts';
import { getAssignees } from '#lib/views/action/get-assignees.ts';
import { itemRoute, json, parseWith, queryOf } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, request, params) =>
  json(await getAssignees(ctx, String(params.id), parseWith(assigneeListParams, queryOf(request)))),
);
