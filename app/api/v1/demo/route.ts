import { getDemo, requestDemo, requestRemoval } from '#lib/demo/request.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => {
  return json(await getDemo(ctx));
});

/** Starts loading the demo organization; `GET` returns the progress. */
export const POST = route(async (ctx) => {
  return json(await requestDemo(ctx), 202);
});

export const DELETE = route(async (ctx) => {
  return json(await requestRemoval(ctx), 202);
});
