import { deleteFeedSource, putFeedSource } from '#db/queries/feed-sources.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { FeedKind } from '#lib/domain/feed/feed.ts';
import { fetchFeedJob } from '#lib/jobs/fetch-feed.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireUrl } from '../sink/require-url.ts';
import { feedTarget } from './feed-target.ts';
import { sealSource } from './sealed-source.ts';

/** Sets where a feed is fetched from each day, at once for the first time; null: from nowhere. @throws Fault forbidden, invalid_input */
export async function changeFeed(ctx: Context, kind: FeedKind, { url: given }: { url: string | null }): Promise<void> {
  permit(ctx, 'feed:write', 'organization');
  const url = given === null ? null : requireUrl(ctx, given);
  await inTransaction(ctx.sql, async (tx) => {
    const host = url?.host ?? null;
    if (url === null) {
      if ((await deleteFeedSource(tx, ctx, kind)) === null) return;
    } else {
      const address = sealSource(ctx, ctx.orgId, kind, url.href);
      await putFeedSource(tx, ctx, { kind, address, host: url.host, nextAt: ctx.now() });
      await addJob(tx, orderOf(fetchFeedJob, { orgId: ctx.orgId, kind }));
    }
    await writeAudit(tx, auditSource(ctx), { verb: 'feed.source_changed', target: feedTarget(kind), detail: { host } });
  });
}
