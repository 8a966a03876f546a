import { teamChange } from '#lib/contracts/team.ts';
import { deleteTeam } from '#lib/services/team/delete-team.ts';
import { renameTeam } from '#lib/services/team/rename-team.ts';
import { getTeam } from '#lib/views/team/get-team.ts';
import { json, jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, { slug }) => json(await getTeam(ctx, String(slug))));

export const PATCH = route(async (ctx, request, { slug }) => {
  await renameTeam(ctx, String(slug), parseWith(teamChange, await jsonBody(request)));
  return json(await getTeam(ctx, String(slug)));
});

export const DELETE = route(async (ctx, _request, { slug }) => {
  await deleteTeam(ctx, String(slug));
  return noContent();
});
