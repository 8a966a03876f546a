import { findDecisions, listReviewItems } from '#db/queries/access-reviews-read.ts';
import type { Context } from '#lib/context.ts';
import type { DecisionHistory } from '#lib/contracts/access-review-item.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { namesFor } from './names-for.ts';
import { isEscalatedTo, mineOf, requireReview, sightOf } from './sight.ts';

/** Every right of a review. */
export const EVERYTHING = {
  ...{ name: null, decisions: null, verifications: null, kinds: null },
  ...{ systems: null, high: null, reviewer: null, team: null, mine: null },
};

/** Every decision about one right, the first one first. @throws Fault not_found */
export async function getDecisions(ctx: Context, id: number, number: number): Promise<DecisionHistory> {
  permit(ctx, 'review:decide', 'organization');
  const sight = await sightOf(ctx);
  const review = await requireReview(ctx, sight, id);
  const key = { orgId: ctx.orgId, review: id };
  const mine = sight.all || isEscalatedTo(review, sight) ? null : mineOf(sight);
  const [item] = await listReviewItems(ctx.sql, key, { ...EVERYTHING, mine }, { after: number - 1, limit: 1 });
  if (item?.number !== number) throw new Fault('not_found', 'There is no such right in this review.');
  const rows = await findDecisions(ctx.sql, key, number);
  const names = await namesFor(ctx, { people: rows.map(({ by }) => by), teams: [] });
  return {
    items: rows.map(({ decision, toLevel, reason, at, by, together, saidNotOwn }) => ({
      ...{ decision, to_level: toLevel, reason, at: at.toISOString(), by: names.person(by) },
      ...{ together, said_not_own: saidNotOwn },
    })),
  };
}
