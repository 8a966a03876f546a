import { requirePermission } from '#lib/auth/require-permission.ts';
import { json, route } from '#lib/http/route.ts';
import { getDemo, requestDemo, requestRemoval } from '#lib/services/demo/request.ts';

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
