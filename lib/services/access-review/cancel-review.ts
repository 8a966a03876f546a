import { endReview } from '#db/queries/access-reviews-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { CancelRequest } from '#lib/contracts/access-review-item.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { requireReview, sightOf } from '#lib/views/access-review/sight.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { noteReview } from './note-review.ts';
import { requireLocked } from './require-person.ts';
import { tellReview } from './tell-review.ts';

/** Calls a review off. It stays with what was decided until then, and nothing of that is looked for any more. @throws Fault not_found, forbidden, conflict */
export async function cancelReview(ctx: Context, id: number, { note }: CancelRequest): Promise<void> {
  permit(ctx, 'review:manage', 'organization');
  await requireReview(ctx, await sightOf(ctx), id);
  const key = { orgId: ctx.orgId, review: id };
  await inTransaction(ctx.sql, async (tx) => {
    const review = await requireLocked(tx, key);
    if (review.state !== 'open') throw new Fault('conflict', `This review is ${review.state} already.`);
    await endReview(tx, key, { state: 'cancelled', by: actedBy(ctx), note, decidedHash: null });
    const { items: rights, certified, revoked, changed } = review;
    const news = { review: id, rights, state: 'cancelled' as const, certified, revoked, changed };
    await tellReview(tx, ctx, review, { kind: 'review_ended', detail: news });
    await noteReview(ctx, tx, 'review.cancelled', review, { note });
  });
}
