import { setTimeout as pause } from 'node:timers/promises';
import { type FeedLoad, findFeedLoad } from '#db/queries/feed-loads.ts';
import type { Context } from '#lib/context.ts';

/** Milliseconds. Files are few: nobody needs to be notified. */
const EVERY = 300;

/** Returns the load as soon as it was read, or as it is after `seconds`. */
export async function waitForFeed(ctx: Context, load: FeedLoad, seconds: number): Promise<FeedLoad> {
  const until = Date.now() + seconds * 1000;
  let latest = load;
  while (latest.state === 'received' && Date.now() < until) {
    await pause(EVERY);
    latest = (await findFeedLoad(ctx.sql, ctx, load.id)) ?? latest;
  }
  return latest;
}
