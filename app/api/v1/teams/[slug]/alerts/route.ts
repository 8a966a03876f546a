import { teamAlertsChange } from '#lib/contracts/alert.ts';
import { changeTeamAlerts } from '#lib/services/alert/change-team-alerts.ts';
import { getTeamAlerts } from '#lib/views/alert/get-team-alerts.ts';
import { itemRoute, json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, _request, params) => json(await getTeamAlerts(ctx, String(params.slug))));

export const PATCH = route(async (ctx, request, params) => {
  const slug = String(params.slug);
  await changeTeamAlerts(ctx, slug, parseWith(teamAlertsChange, await jsonBody(request)));
  return json(await getTeamAlerts(ctx, slug));
});
