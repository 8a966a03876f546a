import { feedKind } from '#lib/contracts/feed.ts';
import { hurryFeed } from '#lib/services/feed/hurry-feed.ts';
import { getFeed } from '#lib/views/feed/get-feeds.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) => {
  const kind = parseWith(feedKind, params.kind);
  await hurryFeed(ctx, kind);
  return json(await getFeed(ctx, kind), 202);
});
