import { type FeedLoad, findFeedLoad, findLoaded, insertFeedLoad } from '#db/queries/feed-loads.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { FeedKind, FeedWay } from '#lib/domain/feed/feed.ts';
import { Fault } from '#lib/errors.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { loadFeedJob } from '#lib/jobs/load-feed.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { feedTarget } from './feed-target.ts';

export interface AcceptFeedInput {
  kind: FeedKind;
  way: Extract<FeedWay, 'upload' | 'demo'>;
  /** Name of the file; null: it has none. */
  source: string | null;
  force: boolean;
  file: { blob: string; bytes: number; sha256: Buffer };
}

/**
 * Makes a delivered file of a feed durable: its row and its job in one transaction. The bytes of what counts already are
 * that load again, unless `force` is given.
 * @throws Fault forbidden
 */
export async function acceptFeed(
  ctx: Context,
  input: AcceptFeedInput,
): Promise<{ load: FeedLoad; duplicate: boolean }> {
  permit(ctx, 'feed:write', 'organization');
  const { kind, way, source, force, file } = input;
  const { blob, bytes, sha256 } = file;
  const receivedAt = ctx.now();
  const accepted = await inTransaction(ctx.sql, async (tx) => {
    const loaded = await findLoaded(tx, ctx, kind);
    if (!force && loaded !== null && Buffer.compare(loaded.sha256, sha256) === 0)
      return { load: loaded, duplicate: true };
    const row = { kind, way, source, forced: force, blob, bytes, sha256, receivedAt, ...causeOf(ctx) };
    const id = await insertFeedLoad(tx, ctx, row);
    await addJob(tx, orderOf(loadFeedJob, { orgId: ctx.orgId, load: id }));
    const load = await findFeedLoad(tx, ctx, id);
    if (load === null) throw new Fault('internal', 'The file was stored, and is not there.');
    const detail = { sha256: sha256.toString('hex'), bytes, forced: force };
    await writeAudit(tx, auditSource(ctx), { verb: 'feed.accepted', target: feedTarget(kind), detail });
    return { load, duplicate: false };
  });
  if (accepted.duplicate) await ctx.blobs.remove(blob);
  return accepted;
}
