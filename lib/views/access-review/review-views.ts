import { findReviewNames } from '#db/queries/access-review-people.ts';
import { countWaiting } from '#db/queries/access-reviews-read.ts';
import type { AccessReview } from '#db/queries/access-reviews-write.ts';
import { REMOVED_NAME } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewView } from '#lib/contracts/access-review.ts';
import type { FrozenSnapshot } from '#lib/domain/access-review/review.ts';
import { scopeView } from './asked-scope.ts';
import { mineOf, type Sight } from './sight.ts';

export const snapshotView = ({ system, source, number, collectedAt, unread }: FrozenSnapshot) => ({
  ...{ system, source, number, collected_at: collectedAt, unread: [...unread] },
});

/** Reviews as lists show them, with what waits for the caller in each. */
export async function reviewViews(ctx: Context, reviews: readonly AccessReview[], sight: Sight): Promise<ReviewView[]> {
  const waiting = await countWaiting(ctx.sql, ctx, mineOf(sight));
  const names = await findReviewNames(ctx.sql, ctx, [...new Set(reviews.map(({ escalateTo }) => escalateTo))]);
  const now = ctx.now();
  return reviews.map((review) => {
    const { id, name, state, rule, snapshots, dueAt, escalateTo, escalatedAt } = review;
    const { items, principals, certified, revoked, changed, frozenHash, decidedHash, endedAt, enderName } = review;
    return {
      ...{ id, name, state, rule, items, principals, certified, revoked, changed },
      scope: scopeView(review.scope),
      snapshots: snapshots.map(snapshotView),
      created_at: review.createdAt.toISOString(),
      created_by: { id: review.createdBy, name: review.creatorName },
      due_at: dueAt.toISOString(),
      overdue: state === 'open' && dueAt <= now,
      escalate_to: { id: escalateTo, name: names.get(escalateTo) ?? REMOVED_NAME },
      escalated_at: escalatedAt?.toISOString() ?? null,
      undecided: items - certified - revoked - changed,
      mine: waiting.get(id) ?? 0,
      frozen_hash: frozenHash.toString('hex'),
      decided_hash: decidedHash?.toString('hex') ?? null,
      ended_at: endedAt?.toISOString() ?? null,
      ended_by: enderName === null ? null : { id: review.endedBy, name: enderName },
      end_note: review.endNote,
      may: { read: sight.all, manage: sight.manage },
    };
  });
}
