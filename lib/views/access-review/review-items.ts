import type { AccessReview, AccessReviewItem } from '#db/queries/access-reviews-write.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewItem } from '#lib/contracts/access-review-item.ts';
import { judgeReviewer, mustSayNotOwn } from '#lib/domain/access-review/judge-decision.ts';
import { OVERDUE_DAYS } from '#lib/domain/access-review/verify.ts';
import { whyOf } from '#lib/domain/access-review/why.ts';
import { addDays } from '#lib/domain/time.ts';
import { encodeId } from '#lib/ids.ts';
import { iso, seenOf } from '../privilege/shown.ts';
import { type NamesOf, namesFor } from './names-for.ts';
import type { Sight } from './sight.ts';

/** Rights of reviews as lists show them, with what the caller may do to each. */
export async function reviewItems(
  ctx: Context,
  rows: readonly AccessReviewItem[],
  reviews: ReadonlyMap<number, AccessReview>,
  sight: Sight,
): Promise<ReviewItem[]> {
  const names = await namesFor(ctx, {
    people: rows.flatMap(({ subject, reviewer, decidedBy }) => [subject, reviewer, decidedBy]),
    teams: rows.map(({ reviewerTeam }) => reviewerTeam),
  });
  const overdue = addDays(ctx.now(), -OVERDUE_DAYS);
  return rows.flatMap((row) => {
    const review = reviews.get(row.review);
    return review === undefined
      ? []
      : [{ ...frozenPart(row), ...decidedPart(row, names, overdue), may: mayOf(row, review, sight) }];
  });
}

function frozenPart(row: AccessReviewItem) {
  const { review, number, kind, system, source, permission, level, via, chain, high, assigned } = row;
  const { unused, onPath, ownerless, neverEnds, stale } = row.risk;
  return {
    ...{ review, number, kind, system, source, permission, level, via, chain, high, assigned },
    principal: {
      id: encodeId('principal', { repoId: row.repoId, number: row.principal }),
      ...{ name: row.principalName, kind: row.principalKind, owner: row.principalOwner },
    },
    target: { name: row.targetName, kind: row.targetKind, production: row.production },
    why: whyOf(row),
    granted_at: iso(row.grantedAt),
    granted_by: row.grantedBy,
    expires: seenOf(row.expiresAt, row.expiresTold),
    last_used: seenOf(row.lastUsedAt, row.lastUsedTold),
    risk: { unused, on_path: onPath, ownerless, never_ends: neverEnds, stale },
  } satisfies Partial<ReviewItem>;
}

function decidedPart(row: AccessReviewItem, names: NamesOf, overdue: Date) {
  const { subject, subjectBy, decision, decidedAt, decidedBy, verification } = row;
  const isDecided = decision !== null && decidedAt !== null && decidedBy !== null;
  return {
    subject: subject === null || subjectBy === null ? null : { ...names.person(subject), by: subjectBy },
    reviewer: names.reviewer(row.reviewer, row.reviewerTeam),
    decision: isDecided
      ? {
          ...{ decision, to_level: row.toLevel, reason: row.reason },
          ...{ at: decidedAt.toISOString(), by: names.person(decidedBy), in_bulk: row.decidedInBulk === true },
        }
      : null,
    verification:
      verification === null
        ? null
        : {
            ...{ state: verification, snapshot: row.verifiedBy, at: iso(row.verifiedAt) },
            overdue: verification !== 'verified' && decidedAt !== null && decidedAt <= overdue,
          },
  } satisfies Partial<ReviewItem>;
}

function mayOf(row: AccessReviewItem, review: AccessReview, { reviewer }: Sight): ReviewItem['may'] {
  if (reviewer === null) {
    return { decide: false, why_not: 'Only a person decides, or a token that a person made.', must_say_not_own: false };
  }
  const refused = judgeReviewer(review, row, reviewer);
  return {
    decide: refused === null,
    why_not: refused?.sentence ?? null,
    must_say_not_own: refused === null && mustSayNotOwn(row, reviewer),
  };
}
