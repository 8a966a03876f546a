import { patternChanges } from '#lib/contracts/team.ts';
import { changePatterns } from '#lib/services/team/change-patterns.ts';
import { getTeam } from '#lib/views/team/get-team.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const PATCH = route(async (ctx, request, { slug }) => {
  await changePatterns(ctx, String(slug), parseWith(patternChanges, await jsonBody(request)));
  return json(await getTeam(ctx, String(slug)));
});
