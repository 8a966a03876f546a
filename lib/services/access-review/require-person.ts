import type { Transaction } from '#db/client.ts';
import { findReviewer } from '#db/queries/access-review-people.ts';
import type { AccessReview, ReviewKey } from '#db/queries/access-reviews-write.ts';
import { lockReview } from '#db/queries/access-reviews-write.ts';
import type { Context } from '#lib/context.ts';
import type { Refusal, Reviewer } from '#lib/domain/access-review/judge-decision.ts';
import { Fault } from '#lib/errors.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';

/** The person who acts, also behind an API token: whoever reviews must be somebody. @throws Fault forbidden */
export async function requirePerson(ctx: Context): Promise<Reviewer> {
  const { personId } = actedBy(ctx);
  const reviewer = personId === null ? null : await findReviewer(ctx.sql, ctx, personId);
  if (reviewer !== null) return reviewer;
  throw new Fault(
    'forbidden',
    'Only a person reviews, or a token that a person made: nobody may review what is theirs.',
  );
}

/** @throws Fault not_found when it was removed meanwhile */
export async function requireLocked(tx: Transaction, key: ReviewKey): Promise<AccessReview> {
  const review = await lockReview(tx, key);
  if (review === null) throw new Fault('not_found', 'There is no such access review.');
  return review;
}

/** @throws Fault as the rules refuse it */
export function requireAllowed(refused: Refusal | null): void {
  if (refused === null) return;
  const { code, field, sentence } = refused;
  const fields = field === null ? undefined : [{ path: field, message: sentence }];
  throw new Fault(code, sentence, code === 'invalid_input' && fields ? { fields } : {});
}
