import { type AccessReviewItem, addToReview, decideItems, findReviewItems } from '#db/queries/access-reviews-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { DecisionRequest } from '#lib/contracts/access-review-item.ts';
import { judgeDecision } from '#lib/domain/access-review/judge-decision.ts';
import type { ReviewDecision } from '#lib/domain/access-review/review.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { requireReview, sightOf } from '#lib/views/access-review/sight.ts';
import { noteReview } from './note-review.ts';
import { requireAllowed, requireLocked, requirePerson } from './require-person.ts';

/** Numbers that an entry of the audit log names. */
const NAMED = 20;

/**
 * Decides about rights of a review: all of them, or none when the rules refuse one. A changed mind is a second decision.
 * @returns how many were decided
 * @throws Fault not_found; forbidden for one's own rights and those of others to decide; invalid_input for a high right among
 *   others, or without a reason; conflict when the review ended
 */
export async function decideRights(ctx: Context, id: number, request: DecisionRequest): Promise<number> {
  permit(ctx, 'review:decide', 'organization');
  await requireReview(ctx, await sightOf(ctx), id);
  const by = await requirePerson(ctx);
  const numbers = [...new Set(request.items)];
  const { decision, to_level: toLevel, reason, not_mine: notMine } = request;
  const key = { orgId: ctx.orgId, review: id };
  return inTransaction(ctx.sql, async (tx) => {
    const review = await requireLocked(tx, key);
    const items = await findReviewItems(tx, key, numbers);
    if (items.length < numbers.length) {
      const known = new Set(items.map(({ number }) => number));
      const missing = numbers.find((number) => !known.has(number));
      throw new Fault('not_found', `There is no right ${missing} in this review; nothing was decided.`);
    }
    const asked = { decision, toLevel, reason, notMine, together: numbers.length };
    for (const item of items) requireAllowed(judgeDecision(review, item, by, asked));
    const at = ctx.now();
    await decideItems(
      tx,
      key,
      numbers,
      { decision, toLevel, reason, saidNotOwn: notMine },
      {
        ...{ at, person: by.id, kind: ctx.credential.kind },
      },
    );
    await addToReview(tx, key, countsOf(items, decision));
    await noteReview(ctx, tx, 'review.decided', review, {
      ...{ decision, reason, rights: numbers.length },
      items: numbers.slice(0, NAMED).map(String),
      ...(toLevel === null ? {} : { to_level: toLevel }),
    });
    return numbers.length;
  });
}

const COUNTED = { certify: 'certified', revoke: 'revoked', change: 'changed' } as const satisfies Record<
  ReviewDecision,
  string
>;

/** What the review counts more, and less of what was decided before. */
function countsOf(items: readonly AccessReviewItem[], decision: ReviewDecision) {
  const add = { certified: 0, revoked: 0, changed: 0 };
  for (const item of items) {
    if (item.decision !== null) add[COUNTED[item.decision]] -= 1;
    add[COUNTED[decision]] += 1;
  }
  return add;
}
