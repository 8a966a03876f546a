import { findFeedLoad } from '#db/queries/feed-loads.ts';
import type { Context } from '#lib/context.ts';
import type { FeedLoadView } from '#lib/contracts/feed.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { feedLoadViewOf } from './feed-load-view.ts';

/** What became of a file that was sent. @throws Fault forbidden; not_found */
export async function getFeedLoad(ctx: Context, id: number): Promise<FeedLoadView> {
  permit(ctx, 'feed:read', 'repositories');
  const load = await findFeedLoad(ctx.readSql, ctx, id);
  if (load === null) throw new Fault('not_found', 'There is no such load. `GET /api/v1/feeds` lists the newest.');
  return feedLoadViewOf(load);
}
