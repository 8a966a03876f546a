import { findFeedLoads, findLoaded } from '#db/queries/feed-loads.ts';
import type { Context } from '#lib/context.ts';
import type { FeedListView, FeedView } from '#lib/contracts/feed.ts';
import { FEED_KINDS, type FeedKind } from '#lib/domain/feed/feed.ts';
import { permit } from '#lib/permit.ts';
import { feedLoadViewOf } from './feed-load-view.ts';

/** Newest loads that are shown of each feed. */
const SHOWN = 10;

/** What feeds are loaded, of which day, and what came lately. @throws Fault forbidden */
export async function getFeeds(ctx: Context): Promise<FeedListView> {
  permit(ctx, 'finding:read', 'repositories');
  const feedOf = async (kind: FeedKind): Promise<FeedView> => {
    const [loaded, loads] = await Promise.all([
      findLoaded(ctx.readSql, ctx, kind),
      findFeedLoads(ctx.readSql, ctx, kind, SHOWN),
    ]);
    return { kind, loaded: loaded && feedLoadViewOf(loaded), loads: loads.map(feedLoadViewOf) };
  };
  return { items: await Promise.all(FEED_KINDS.map(feedOf)) };
}
