import { orderIssueBody } from '#lib/contracts/tracker.ts';
import { orderIssue } from '#lib/services/tracker/order-issue.ts';
import { getActionIssues } from '#lib/views/tracker/get-action-issues.ts';
import { itemRoute, json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, _request, params) => json(await getActionIssues(ctx, String(params.id))));

export const POST = route(async (ctx, request, params) => {
  const id = String(params.id);
  const ordered = await orderIssue(ctx, id, parseWith(orderIssueBody, await jsonBody(request)));
  return json(await getActionIssues(ctx, id), ordered ? 201 : 200);
});
