import { ownedChanges, ownedList, pageParams } from '#lib/contracts/team.ts';
import { changeOwned } from '#lib/services/team/change-owned.ts';
import { replaceOwned } from '#lib/services/team/replace-owned.ts';
import { getOwned, getTeam } from '#lib/views/team/get-team.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request, { slug }) =>
  json(await getOwned(ctx, String(slug), parseWith(pageParams, queryOf(request)))),
);

export const PATCH = route(async (ctx, request, { slug }) => {
  await changeOwned(ctx, String(slug), parseWith(ownedChanges, await jsonBody(request)));
  return json(await getTeam(ctx, String(slug)));
});

export const PUT = route(async (ctx, request, { slug }) => {
  await replaceOwned(ctx, String(slug), parseWith(ownedList, await jsonBody(request)));
  return json(await getTeam(ctx, String(slug)));
});
