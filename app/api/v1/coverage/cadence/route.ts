import { cadenceParams } from '#lib/contracts/cadence.ts';
import { getCadence } from '#lib/views/coverage/get-cadence.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getCadence(ctx, parseWith(cadenceParams, queryOf(request)))),
);
