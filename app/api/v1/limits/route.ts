import { limitsChange } from '#lib/contracts/limits.ts';
import { changeLimits } from '#lib/services/limits/change-limits.ts';
import { getLimits } from '#lib/views/limits/get-limits.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getLimits(ctx)));

export const PATCH = route(async (ctx, request) => {
  await changeLimits(ctx, parseWith(limitsChange, await jsonBody(request)));
  return json(await getLimits(ctx));
});
