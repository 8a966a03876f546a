import { createHash } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { insertReview, insertReviewItems } from '#db/queries/access-reviews-write.ts';
import { findLatestSnapshot } from '#db/queries/privilege-snapshots.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewRequest } from '#lib/contracts/access-review.ts';
import { frozenLine } from '#lib/domain/access-review/frozen-line.ts';
import type { FrozenSnapshot } from '#lib/domain/access-review/review.ts';
import { addDays } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { askReviewers } from '#lib/views/access-review/ask-reviewers.ts';
import { askedScope } from '#lib/views/access-review/asked-scope.ts';
import { freeze } from '#lib/views/access-review/freeze.ts';
import type { AskedItem } from '#lib/views/access-review/frozen-item.ts';
import { countPrincipals, problemOf } from '#lib/views/access-review/preview-review.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { mailReviewers } from './mail-reviewers.ts';
import { noteReview } from './note-review.ts';
import { tellReview } from './tell-review.ts';

/** Longest that people may take. */
const MOST_DAYS = 366;

/**
 * Freezes who may do what, and asks people whether it is still needed. From then on the review says what was so at this moment, whatever
 * inventories come.
 * @returns its id
 * @throws Fault forbidden; not_found for a system; invalid_input where there is nothing to review, too much, or nobody to ask;
 *   conflict when an inventory came in meanwhile
 */
export async function createReview(ctx: Context, request: ReviewRequest): Promise<number> {
  permit(ctx, 'review:manage', 'organization');
  const dueAt = requireDue(ctx, request.due_at);
  const scope = askedScope(request.scope);
  const { items: frozen, snapshots } = await freeze(ctx, scope);
  const { items, nobody } = await askReviewers(ctx, frozen, request.reviewers, request.escalate_to);
  const problem = problemOf(frozen, nobody);
  if (problem !== null) {
    throw new Fault('invalid_input', problem, {
      fields: [{ path: nobody.length > 0 ? 'reviewers' : 'scope', message: problem }],
    });
  }
  return inTransaction(ctx.sql, async (tx) => {
    await requireSame(tx, ctx, snapshots);
    const review = {
      ...{ name: request.name, scope, rule: request.reviewers.rule, snapshots, dueAt, escalateTo: request.escalate_to },
      ...{ items: items.length, principals: countPrincipals(items), frozenHash: hashOf(items) },
      demo: ctx.credential.kind === 'demo',
    };
    const id = await insertReview(tx, ctx, review, actedBy(ctx));
    await insertReviewItems(tx, { orgId: ctx.orgId, review: id }, items);
    const told = { orgId: ctx.orgId, id, name: request.name, dueAt };
    await mailReviewers(tx, ctx, told, { kind: 'asked', which: 'asked' });
    const news = { review: id, rights: items.length, dueAt: dueAt.toISOString() };
    await tellReview(tx, ctx, review, { kind: 'review_opened', detail: news });
    await noteReview(
      ctx,
      tx,
      'review.opened',
      { id, name: request.name },
      { rights: items.length, due: dueAt.toISOString() },
    );
    return id;
  });
}

function requireDue(ctx: Context, text: string): Date {
  const [dueAt, now] = [new Date(text), ctx.now()];
  if (dueAt > now && dueAt <= addDays(now, MOST_DAYS)) return dueAt;
  const message = dueAt <= now ? 'must be later than now' : 'must be within a year';
  throw new Fault('invalid_input', `due_at ${message}.`, { fields: [{ path: 'due_at', message }] });
}

/** What was read page by page is one picture only if no inventory came in between. @throws Fault conflict */
async function requireSame(tx: Transaction, { orgId }: Context, snapshots: readonly FrozenSnapshot[]): Promise<void> {
  for (const { repoId, number, system } of snapshots) {
    const newest = await findLatestSnapshot(tx, { orgId, repoId });
    if (newest?.number !== number) {
      throw new Fault('conflict', `An inventory of ${system} came in meanwhile: try again, nothing was written.`);
    }
  }
}

function hashOf(items: readonly AskedItem[]): Buffer {
  const hash = createHash('sha256');
  for (const item of items) hash.update(frozenLine(item)).update('\n');
  return hash.digest();
}
