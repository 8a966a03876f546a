import { findFeedLoads, findLoaded } from '#db/queries/feed-loads.ts';
import { type FeedSource, findFeedSources } from '#db/queries/feed-sources.ts';
import { countOsvRecords } from '#db/queries/osv-records.ts';
import type { Context } from '#lib/context.ts';
import type { FeedListView, FeedView } from '#lib/contracts/feed.ts';
import { FEED_KINDS, type FeedKind } from '#lib/domain/feed/feed.ts';
import { permit } from '#lib/permit.ts';
import { feedLoadViewOf } from './feed-load-view.ts';

/** Newest loads that are shown of each feed. */
const SHOWN = 10;

/** What feeds are loaded, of which day, and what came lately. @throws Fault forbidden */
export async function getFeeds(ctx: Context): Promise<FeedListView> {
  permit(ctx, 'feed:read', 'repositories');
  const sources = await findFeedSources(ctx.readSql, ctx);
  return { items: await Promise.all(FEED_KINDS.map((kind) => feedViewOf(ctx, kind, sources))) };
}

/** One of them. @throws Fault forbidden */
export async function getFeed(ctx: Context, kind: FeedKind): Promise<FeedView> {
  permit(ctx, 'feed:read', 'repositories');
  return feedViewOf(ctx, kind, await findFeedSources(ctx.readSql, ctx));
}

async function feedViewOf(ctx: Context, kind: FeedKind, sources: readonly FeedSource[]): Promise<FeedView> {
  const [loaded, loads, records] = await Promise.all([
    findLoaded(ctx.readSql, ctx, kind),
    findFeedLoads(ctx.readSql, ctx, kind, SHOWN),
    kind === 'osv' ? countOsvRecords(ctx.readSql, ctx) : null,
  ]);
  const source = sources.find((each) => each.kind === kind);
  return {
    kind,
    loaded: loaded && feedLoadViewOf(loaded),
    records,
    source: source === undefined ? null : sourceView(source),
    loads: loads.map(feedLoadViewOf),
  };
}

function sourceView({ host, nextAt, askedAt, failures, error }: FeedSource): NonNullable<FeedView['source']> {
  return { host, next_at: nextAt.toISOString(), asked_at: askedAt?.toISOString() ?? null, failures, error };
}
