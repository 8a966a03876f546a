import { hurryFeedSource } from '#db/queries/feed-sources.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { FeedKind } from '#lib/domain/feed/feed.ts';
import { Fault } from '#lib/errors.ts';
import { fetchFeedJob } from '#lib/jobs/fetch-feed.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { feedTarget } from './feed-target.ts';

/** Has a feed fetched now. @throws Fault forbidden; conflict where no address is set */
export async function hurryFeed(ctx: Context, kind: FeedKind): Promise<void> {
  permit(ctx, 'feed:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const source = await hurryFeedSource(tx, ctx, kind, ctx.now());
    if (source === null) throw new Fault('conflict', 'No address is set from which this feed could be fetched.');
    await addJob(tx, orderOf(fetchFeedJob, { orgId: ctx.orgId, kind }));
    await writeAudit(tx, auditSource(ctx), {
      verb: 'feed.fetch_ordered',
      target: feedTarget(kind),
      detail: { host: source.host },
    });
  });
}
