import { ownAlertsChange } from '#lib/contracts/alert.ts';
import { changeOwnAlerts } from '#lib/services/alert/change-own-alerts.ts';
import { getOwnAlerts } from '#lib/views/alert/get-own-alerts.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getOwnAlerts(ctx)));

export const PATCH = route(async (ctx, request) => {
  await changeOwnAlerts(ctx, parseWith(ownAlertsChange, await jsonBody(request)));
  return json(await getOwnAlerts(ctx));
});
