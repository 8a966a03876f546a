import type { Connection, Transaction } from '../client.ts';
import type { AccessReview, ReviewKey } from './access-reviews-write.ts';
import type { OrganizationScope } from './scope.ts';

/** Open reviews that are due before a time. */
export async function findDueReviews(
  sql: Connection,
  { orgId }: OrganizationScope,
  before: Date,
): Promise<AccessReview[]> {
  return sql<AccessReview[]>`
    select * from access_reviews where org_id = ${orgId} and state = 'open' and due_at <= ${before} order by id`;
}

/** How much each person is to decide, those of teams each; nobody's own. */
export async function countAsked(
  sql: Connection,
  { orgId, review }: ReviewKey,
): Promise<{ person: number; rights: number }[]> {
  return sql<{ person: number; rights: number }[]>`
    select person, count(*)::int as rights from (
      select i.reviewer as person, i.number from access_review_items i
      where i.org_id = ${orgId} and i.review = ${review} and i.decision is null and i.reviewer is not null
      union
      select m.user_id, i.number from access_review_items i
      join team_members m on m.org_id = ${orgId} and m.team_id = i.reviewer_team
      where i.org_id = ${orgId} and i.review = ${review} and i.decision is null
        and (i.subject is null or i.subject <> m.user_id)) asked
    group by person order by person`;
}

export async function setReminded(tx: Transaction, { orgId, review }: ReviewKey, days: number): Promise<void> {
  await tx`update access_reviews set reminded = ${days} where org_id = ${orgId} and id = ${review}`;
}

export async function setEscalated(tx: Transaction, { orgId, review }: ReviewKey, now: Date): Promise<void> {
  await tx`update access_reviews set escalated_at = ${now} where org_id = ${orgId} and id = ${review}`;
}

export interface UndoneReview {
  review: number;
  rights: number;
}

/** Reviews of which something was decided before a time and is not seen to be done, and people were not told since another. */
export async function findUndoneReviews(
  sql: Connection,
  { orgId }: OrganizationScope,
  { decidedBefore, toldBefore }: { decidedBefore: Date; toldBefore: Date },
): Promise<UndoneReview[]> {
  return sql<UndoneReview[]>`
    select i.review, count(*)::int as rights from access_review_items i
    join access_reviews r on r.org_id = i.org_id and r.id = i.review
    where i.org_id = ${orgId} and r.org_id = ${orgId} and i.verification in ('pending', 'present', 'unknown')
      and i.decided_at <= ${decidedBefore} and (r.overdue_told_at is null or r.overdue_told_at <= ${toldBefore})
    group by i.review order by i.review`;
}

export async function setUndoneTold(tx: Transaction, { orgId, review }: ReviewKey, now: Date): Promise<void> {
  await tx`update access_reviews set overdue_told_at = ${now} where org_id = ${orgId} and id = ${review}`;
}
