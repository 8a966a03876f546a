import { getDemo, requestDemo, requestRemoval } from '#lib/demo/request.ts';
import { requirePermission } from '#lib/web/require-permission.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => {
  requirePermission(ctx, 'demo:write', {});
  return json(await getDemo(ctx));
});

/** Asks for the demo organization; `GET` says how far it is. */
export const POST = route(async (ctx) => {
  requirePermission(ctx, 'demo:write', {});
  return json(await requestDemo(ctx), 202);
});

export const DELETE = route(async (ctx) => {
  requirePermission(ctx, 'demo:write', {});
  return json(await requestRemoval(ctx), 202);
});
