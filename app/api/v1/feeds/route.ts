import { getFeeds } from '#lib/views/feed/get-feeds.ts';
import { json, route } from '#lib/web/route.ts';
import { postFeed } from './post-feed.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getFeeds(ctx)));

export const POST = route(postFeed);
