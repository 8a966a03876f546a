import { findShown } from '#db/queries/access-review-rights.ts';
import { findUnverified, listReviews } from '#db/queries/access-reviews-read.ts';
import {
  type AccessReview,
  type AccessReviewItem,
  type Verified,
  writeVerified,
} from '#db/queries/access-reviews-write.ts';
import { findLatestSnapshot } from '#db/queries/privilege-snapshots.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { inTransaction } from '#db/transaction.ts';
import { type StandingRow, shownOf, verify } from '#lib/domain/access-review/verify.ts';
import type { BoundSystem } from '#lib/system.ts';

/**
 * Looks in the newest inventory of a system whether what reviews decided to take away is gone. What was not told stays open: unknown
 * verifies nothing. Safe to repeat.
 */
export async function verifyReviews({ sql }: Pick<BoundSystem, 'sql'>, scope: RepositoryScope): Promise<void> {
  await inTransaction(sql, async (tx) => {
    const snapshot = await findLatestSnapshot(tx, scope);
    const items = await findUnverified(tx, scope, scope.repoId);
    if (snapshot === null || items.length === 0) return;
    const ids = [...new Set(items.map(({ review }) => review))];
    const reviews = await listReviews(tx, scope, { states: null, ids }, { before: null, limit: ids.length });
    const byId = new Map(reviews.map((review) => [review.id, review]));
    const rows = await findShown(
      tx,
      scope,
      items.map(({ principal }) => principal),
    );
    const byPrincipal = Map.groupBy(rows, ({ principal }) => principal);
    const verified = items.flatMap((item) =>
      verifiedOf(item, byId.get(item.review), byPrincipal.get(item.principal) ?? [], snapshot.collectedAt),
    );
    await writeVerified(tx, scope, verified, snapshot);
  });
}

function verifiedOf(
  item: AccessReviewItem,
  review: AccessReview | undefined,
  rows: readonly StandingRow[],
  collectedAt: Date,
): Verified[] {
  const { review: id, number, decision, toLevel, decidedAt, repoId } = item;
  if (decidedAt === null || decision === null || decision === 'certify') return [];
  const frozen = review?.snapshots.find((snapshot) => snapshot.repoId === repoId)?.number ?? 0;
  const shown = shownOf({ ...item, snapshot: frozen }, rows);
  const verification = verify({ decision, toLevel, decidedAt }, shown, collectedAt);
  return verification === null ? [] : [{ review: id, number, decidedAt, verification }];
}
