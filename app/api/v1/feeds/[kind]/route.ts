import { feedChange, feedKind } from '#lib/contracts/feed.ts';
import { changeFeed } from '#lib/services/feed/change-feed.ts';
import { getFeed } from '#lib/views/feed/get-feeds.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getFeed(ctx, parseWith(feedKind, params.kind))));

export const PATCH = route(async (ctx, request, params) => {
  const kind = parseWith(feedKind, params.kind);
  await changeFeed(ctx, kind, parseWith(feedChange, await jsonBody(request)));
  return json(await getFeed(ctx, kind));
});
