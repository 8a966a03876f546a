import { slaView } from '#lib/contracts/sla.ts';
import { changeSla } from '#lib/services/exception/change-sla.ts';
import { getSla } from '#lib/views/exception/get-sla.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getSla(ctx)));

export const PUT = route(async (ctx, request) => {
  await changeSla(ctx, parseWith(slaView, await jsonBody(request)));
  return json(await getSla(ctx));
});
