import { createHash } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { listReviewItems } from '#db/queries/access-reviews-read.ts';
import { endReview, type ReviewKey } from '#db/queries/access-reviews-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { CloseRequest } from '#lib/contracts/access-review-item.ts';
import { decidedLine, frozenLine } from '#lib/domain/access-review/frozen-line.ts';
import { judgeClosing } from '#lib/domain/access-review/judge-decision.ts';
import { permit } from '#lib/permit.ts';
import { EVERYTHING } from '#lib/views/access-review/get-decisions.ts';
import { requireReview, sightOf } from '#lib/views/access-review/sight.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { noteReview } from './note-review.ts';
import { requireAllowed, requireLocked } from './require-person.ts';
import { tellReview } from './tell-review.ts';

const PAGE = 2000;

/**
 * Closes a review: from then on no decision of it changes. What is to be taken away is still looked for in the inventories that come.
 * @throws Fault not_found, forbidden; conflict when it ended already, or something is undecided and is not to be recorded so
 */
export async function closeReview(ctx: Context, id: number, { note, undecided }: CloseRequest): Promise<void> {
  permit(ctx, 'review:manage', 'organization');
  await requireReview(ctx, await sightOf(ctx), id);
  const key = { orgId: ctx.orgId, review: id };
  await inTransaction(ctx.sql, async (tx) => {
    const review = await requireLocked(tx, key);
    const { items, certified, revoked, changed } = review;
    const left = items - certified - revoked - changed;
    requireAllowed(judgeClosing({ state: review.state, undecided: left }, { record: undecided === 'record', note }));
    const decidedHash = await hashOf(tx, key);
    await endReview(tx, key, { state: 'closed', by: actedBy(ctx), note, decidedHash });
    const news = { review: id, rights: items, state: 'closed' as const, certified, revoked, changed };
    await tellReview(tx, ctx, review, { kind: 'review_ended', detail: news });
    const hash = decidedHash.toString('hex');
    await noteReview(ctx, tx, 'review.closed', review, { certified, revoked, changed, undecided: left, note, hash });
  });
}

async function hashOf(tx: Transaction, key: ReviewKey): Promise<Buffer> {
  const hash = createHash('sha256');
  for (let after = 0; ; ) {
    const page = await listReviewItems(tx, key, EVERYTHING, { after, limit: PAGE });
    for (const item of page) hash.update(frozenLine(item)).update('\n').update(decidedLine(item)).update('\n');
    const last = page.at(-1);
    if (last === undefined) return hash.digest();
    after = last.number;
  }
}
