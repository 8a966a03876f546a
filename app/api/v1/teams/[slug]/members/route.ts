import { memberChanges, pageParams } from '#lib/contracts/team.ts';
import { changeMembers } from '#lib/services/team/change-members.ts';
import { getMembers, getTeam } from '#lib/views/team/get-team.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request, { slug }) =>
  json(await getMembers(ctx, String(slug), parseWith(pageParams, queryOf(request)))),
);

export const PATCH = route(async (ctx, request, { slug }) => {
  await changeMembers(ctx, String(slug), parseWith(memberChanges, await jsonBody(request)));
  return json(await getTeam(ctx, String(slug)));
});
