import { countWaitingFeeds } from '#db/queries/feed-loads.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** More would be a script that does not wait for answers. */
const MOST_WAITING = 10;

/** Refuses what can be refused before the file is read. @throws Fault forbidden; rate_limited when too many files wait */
export async function refuseFeedEarly(ctx: Context): Promise<void> {
  permit(ctx, 'feed:write', 'organization');
  const waiting = await countWaitingFeeds(ctx.sql, ctx);
  if (waiting < MOST_WAITING) return;
  throw new Fault('rate_limited', `${waiting} files of feeds wait already. Nothing was stored; send this one later.`, {
    retryAfter: 30,
  });
}
