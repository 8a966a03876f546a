import { createTeamBody, teamListParams, teamsRule } from '#lib/contracts/team.ts';
import { createTeam } from '#lib/services/team/create-team.ts';
import { setDeveloperSight } from '#lib/services/team/set-developer-sight.ts';
import { getTeam } from '#lib/views/team/get-team.ts';
import { getTeams } from '#lib/views/team/get-teams.ts';
import { json, jsonBody, noContent, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getTeams(ctx, parseWith(teamListParams, queryOf(request)))),
);

export const POST = route(async (ctx, request) => {
  const { slug } = await createTeam(ctx, parseWith(createTeamBody, await jsonBody(request)));
  return json(await getTeam(ctx, slug), 201);
});

/** What holds for all teams. */
export const PATCH = route(async (ctx, request) => {
  const { developers_see: sight } = parseWith(teamsRule, await jsonBody(request));
  await setDeveloperSight(ctx, sight);
  return noContent();
});
