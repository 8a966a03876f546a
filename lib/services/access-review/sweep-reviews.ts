import type { Transaction } from '#db/client.ts';
import {
  findDueReviews,
  findUndoneReviews,
  setEscalated,
  setReminded,
  setUndoneTold,
} from '#db/queries/access-review-due.ts';
import { type AccessReview, lockReview } from '#db/queries/access-reviews-write.ts';
import { listOrganizationsOfToday } from '#db/queries/demo.ts';
import { inTransaction } from '#db/transaction.ts';
import { REVIEW_REMIND_DAYS, reviewReminderOf } from '#lib/domain/access-review/remind.ts';
import { OVERDUE_DAYS } from '#lib/domain/access-review/verify.ts';
import { addDays } from '#lib/domain/time.ts';
import { type BoundSystem, bindTo, type System } from '#lib/system.ts';
import { mailPeople, mailReviewers } from './mail-reviewers.ts';
import { tellReview } from './tell-review.ts';

/**
 * Reminds those whom reviews wait for, has a late one come to the person that it names, and tells of what should be gone and is not, once a
 * week. A review that fails keeps no other from its turn. Safe to repeat.
 * @throws Error at the end, when any failed
 */
export async function sweepReviews(system: System): Promise<void> {
  let failed = 0;
  for (const orgId of await listOrganizationsOfToday(system.systemSql)) {
    const bound = { ...bindTo(system, orgId), orgId };
    const now = system.now();
    const due = await findDueReviews(bound.sql, bound, addDays(now, REVIEW_REMIND_DAYS[0]));
    const since = addDays(now, -OVERDUE_DAYS);
    const undone = await findUndoneReviews(bound.sql, bound, { decidedBefore: since, toldBefore: since });
    for (const { id } of due) failed += await tried(bound, id, (tx, review) => remind(tx, bound, review));
    for (const { review: id, rights } of undone) {
      failed += await tried(bound, id, (tx, review) => tellUndone(tx, bound, review, rights));
    }
  }
  if (failed > 0) throw new Error(`${failed} access reviews could not be swept`);
}

type Bound = BoundSystem & { orgId: number };

/** @returns how many failed */
async function tried(
  { sql, orgId, log }: Bound,
  id: number,
  work: (tx: Transaction, review: AccessReview) => Promise<void>,
): Promise<0 | 1> {
  try {
    await inTransaction(sql, async (tx) => {
      const review = await lockReview(tx, { orgId, review: id });
      if (review !== null) await work(tx, review);
    });
    return 0;
  } catch (error) {
    log.error({ err: error, orgId, review: id }, 'an access review could not be swept');
    return 1;
  }
}

async function remind(tx: Transaction, system: Bound, review: AccessReview): Promise<void> {
  if (review.state !== 'open') return;
  const key = { orgId: system.orgId, review: review.id };
  const now = system.now();
  if (review.dueAt <= now) {
    if (review.escalatedAt !== null) return;
    await setEscalated(tx, key, now);
    await mailReviewers(tx, system, review, { kind: 'late', which: 'late' });
    const left = review.items - review.certified - review.revoked - review.changed;
    if (left === 0) return;
    const people = [{ person: review.escalateTo, rights: left }];
    await mailPeople(tx, system, review, { kind: 'escalated', which: 'escalated', people });
    return;
  }
  const days = reviewReminderOf(review, now);
  if (days === null) return;
  await setReminded(tx, key, days);
  await mailReviewers(tx, system, review, { kind: 'reminder', which: `days-${days}` });
}

/** Whoever began the review, and whom it names for what is left, can see to it. */
async function tellUndone(tx: Transaction, system: Bound, review: AccessReview, rights: number): Promise<void> {
  const key = { orgId: system.orgId, review: review.id };
  const now = system.now();
  await setUndoneTold(tx, key, now);
  const ids = new Set([review.escalateTo, ...(review.createdBy === null ? [] : [review.createdBy])]);
  const people = [...ids].map((person) => ({ person, rights }));
  const which = `undone-${now.toISOString().slice(0, 10)}`;
  await mailPeople(tx, system, review, { kind: 'undone', which, people });
  const event = { kind: 'review_undone' as const, detail: { review: review.id, rights } };
  await tellReview(tx, { ...system, userId: null }, review, event);
}
