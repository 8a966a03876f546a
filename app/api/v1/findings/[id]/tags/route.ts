import { tagChange } from '#lib/contracts/finding-people.ts';
import { changeTags } from '#lib/services/finding/change-tags.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const PATCH = route(async (ctx, request, params) => {
  const id = String(params.id);
  await changeTags(ctx, id, parseWith(tagChange, await jsonBody(request)));
  return json(await getFinding(ctx, { id }));
});
