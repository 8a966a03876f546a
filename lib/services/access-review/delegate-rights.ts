import { findReviewPeople } from '#db/queries/access-review-people.ts';
import {
  type AccessReviewItem,
  findWaitingItems,
  insertDelegation,
  moveItems,
} from '#db/queries/access-reviews-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { DelegationRequest, DelegationResult } from '#lib/contracts/access-review-item.ts';
import { can } from '#lib/domain/access/access.ts';
import { ownershipOf } from '#lib/domain/access-review/identity.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { requireReviewer } from '#lib/views/access-review/ask-reviewers.ts';
import { requireReview, sightOf } from '#lib/views/access-review/sight.ts';
import { mailPeople } from './mail-reviewers.ts';
import { noteReview } from './note-review.ts';
import { requireLocked, requirePerson } from './require-person.ts';

/**
 * Gives what somebody has not decided yet to somebody else, who decides from then on. What is the other's own stays where it was.
 * @throws Fault not_found; forbidden for rights of others, without `review:manage`; invalid_input for somebody who cannot review;
 *   conflict when the review ended, or nothing can go to them
 */
export async function delegateRights(ctx: Context, id: number, request: DelegationRequest): Promise<DelegationResult> {
  permit(ctx, 'review:decide', 'organization');
  await requireReview(ctx, await sightOf(ctx), id);
  const by = await requirePerson(ctx);
  const from = request.from ?? { kind: 'person', id: by.id };
  const isOwn = from.kind === 'person' ? from.id === by.id : by.teams.includes(from.id);
  if (!isOwn && !can(ctx.principal, 'review:manage', ctx)) {
    throw new Fault(
      'forbidden',
      'You delegate what you, or your teams, are asked about; for others that takes review:manage.',
    );
  }
  const to = requireReviewer(ctx, await findReviewPeople(ctx.sql, ctx), request.to, 'to');
  const key = { orgId: ctx.orgId, review: id };
  return inTransaction(ctx.sql, async (tx) => {
    const review = await requireLocked(tx, key);
    if (review.state !== 'open') throw new Fault('conflict', 'This review has ended: nothing in it changes any more.');
    const waiting = named(await findWaitingItems(tx, key, from), request.items);
    const moving = waiting.filter((item) => item.reviewer !== to.id && ownershipOf(item, to) !== 'own');
    if (moving.length === 0) throw new Fault('conflict', nothing(waiting.length, to.name));
    await moveItems(
      tx,
      key,
      moving.map(({ number }) => number),
      to.id,
    );
    const row = { from, to: to.id, reason: request.reason, at: ctx.now(), by: by.id, items: moving.length };
    await insertDelegation(tx, key, row);
    const which = `delegated-${row.at.getTime()}`;
    await mailPeople(tx, ctx, review, { kind: 'asked', which, people: [{ person: to.id, rights: moving.length }] });
    const detail = { from: `${from.kind} ${from.id}`, to: to.id, rights: moving.length, reason: request.reason };
    await noteReview(ctx, tx, 'review.delegated', review, detail);
    return { moved: moving.length, kept: waiting.length - moving.length };
  });
}

const named = (
  items: readonly AccessReviewItem[],
  numbers: readonly number[] | undefined,
): readonly AccessReviewItem[] =>
  numbers === undefined ? items : items.filter(({ number }) => numbers.includes(number));

const nothing = (waiting: number, name: string): string =>
  waiting === 0
    ? 'Nothing that is undecided is there to delegate.'
    : `Nothing goes to ${name}: it is theirs to decide already, or their own.`;
