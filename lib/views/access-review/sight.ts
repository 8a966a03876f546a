import { findReviewer } from '#db/queries/access-review-people.ts';
import { findReview, findReviewsOf, type ReviewSight } from '#db/queries/access-reviews-read.ts';
import type { AccessReview } from '#db/queries/access-reviews-write.ts';
import type { Context } from '#lib/context.ts';
import { can } from '#lib/domain/access/access.ts';
import type { Reviewer } from '#lib/domain/access-review/judge-decision.ts';
import { Fault } from '#lib/errors.ts';
import { actedBy } from '../exception/decider-of.ts';

/** What the caller sees of reviews, and who they are in them. */
export interface Sight {
  /** All of every review; else what they are asked about. */
  all: boolean;
  manage: boolean;
  /** Null: a token that no person made. */
  reviewer: Reviewer | null;
}

export async function sightOf(ctx: Context): Promise<Sight> {
  const { personId } = actedBy(ctx);
  const reviewer = personId === null ? null : await findReviewer(ctx.sql, ctx, personId);
  return { all: can(ctx.principal, 'review:read', ctx), manage: can(ctx.principal, 'review:manage', ctx), reviewer };
}

/** As lists are narrowed: what this person is asked about; somebody who is nobody is asked about nothing. */
export const mineOf = ({ reviewer }: Pick<Sight, 'reviewer'>): NonNullable<ReviewSight> =>
  reviewer === null ? { person: 0, teams: [] } : { person: reviewer.id, teams: reviewer.teams };

/** Whether a review came to this person because it was not decided in time: then all of it is theirs to see. */
export const isEscalatedTo = (review: Pick<AccessReview, 'escalateTo' | 'escalatedAt'>, sight: Sight): boolean =>
  review.escalatedAt !== null && review.escalateTo === sight.reviewer?.id;

/** A review of which the caller sees something. @throws Fault not_found */
export async function requireReview(ctx: Context, sight: Sight, id: number): Promise<AccessReview> {
  const review = await findReview(ctx.sql, { orgId: ctx.orgId, review: id });
  const seen = review !== null && (sight.all || (await findReviewsOf(ctx.sql, ctx, mineOf(sight))).includes(id));
  if (review === null || !seen) throw new Fault('not_found', 'There is no such access review.');
  return review;
}
