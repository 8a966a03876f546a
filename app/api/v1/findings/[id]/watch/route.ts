import { watchBody } from '#lib/contracts/comment.ts';
import { watchFinding } from '#lib/services/watch/watch-finding.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const PUT = route(async (ctx, request, params) => {
  const id = String(params.id);
  await watchFinding(ctx, id, parseWith(watchBody, await jsonBody(request)));
  return json(await getFinding(ctx, { id }));
});
