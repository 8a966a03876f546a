import { severityChange } from '#lib/contracts/finding-people.ts';
import { setSeverity } from '#lib/services/finding/set-severity.ts';
import { unsetSeverity } from '#lib/services/finding/unset-severity.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const PUT = route(async (ctx, request, params) => {
  const id = String(params.id);
  await setSeverity(ctx, id, parseWith(severityChange, await jsonBody(request)));
  return json(await getFinding(ctx, { id }));
});

export const DELETE = route(async (ctx, _request, params) => {
  const id = String(params.id);
  await unsetSeverity(ctx, id);
  return json(await getFinding(ctx, { id }));
});
