import { retentionChange } from '#lib/contracts/retention.ts';
import { changeRetention } from '#lib/services/retention/change-retention.ts';
import { getRetention } from '#lib/views/retention/get-retention.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getRetention(ctx)));

export const PATCH = route(async (ctx, request) => {
  await changeRetention(ctx, parseWith(retentionChange, await jsonBody(request)));
  return json(await getRetention(ctx));
});
