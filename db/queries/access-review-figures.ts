import type { Verification } from '#lib/domain/access-review/review.ts';
import type { Connection } from '../client.ts';
import type { ReviewKey } from './access-reviews-write.ts';

/** What each request decided, in the order in which they were made. */
export interface BatchRow {
  person: number;
  at: Date;
  count: number;
}

export async function findBatches(sql: Connection, { orgId, review }: ReviewKey): Promise<BatchRow[]> {
  return sql<BatchRow[]>`
    select min(by)::int as person, min(at) as at, count(*)::int as count from access_review_decisions
    where org_id = ${orgId} and review = ${review} group by batch order by batch`;
}

export interface PersonRow {
  person: number;
  certified: number;
  revoked: number;
  changed: number;
  inBulk: number;
}

/** What stands of each person's decisions. */
export async function countByPerson(sql: Connection, { orgId, review }: ReviewKey): Promise<PersonRow[]> {
  return sql<PersonRow[]>`
    select decided_by as person, (count(*) filter (where decision = 'certify'))::int as certified,
      (count(*) filter (where decision = 'revoke'))::int as revoked,
      (count(*) filter (where decision = 'change'))::int as changed,
      (count(*) filter (where decision = 'certify' and decided_in_bulk))::int as in_bulk
    from access_review_items where org_id = ${orgId} and review = ${review} and decision is not null
    group by decided_by order by count(*) desc, decided_by`;
}

export interface WaitingRow {
  reviewer: number | null;
  reviewerTeam: number | null;
  count: number;
}

/** Whom a review waits for. */
export async function countWaitingFor(sql: Connection, { orgId, review }: ReviewKey): Promise<WaitingRow[]> {
  return sql<WaitingRow[]>`
    select reviewer, reviewer_team, count(*)::int as count from access_review_items
    where org_id = ${orgId} and review = ${review} and decision is null
    group by reviewer, reviewer_team order by count(*) desc, reviewer, reviewer_team`;
}

/** Of high rights and verification, and what was decided before a time and is not seen to be done. */
export async function countStates(
  sql: Connection,
  { orgId, review }: ReviewKey,
  decidedBefore: Date,
): Promise<{ high: number; overdue: number } & Record<Verification, number>> {
  const [row] = await sql<({ high: number; overdue: number } & Record<Verification, number>)[]>`
    select (count(*) filter (where high))::int as high,
      (count(*) filter (where verification = 'pending'))::int as pending,
      (count(*) filter (where verification = 'verified'))::int as verified,
      (count(*) filter (where verification = 'present'))::int as present,
      (count(*) filter (where verification = 'unknown'))::int as unknown,
      (count(*) filter (where verification in ('pending', 'present', 'unknown') and decided_at <= ${decidedBefore}))::int as overdue
    from access_review_items where org_id = ${orgId} and review = ${review}`;
  return row ?? { high: 0, overdue: 0, pending: 0, verified: 0, present: 0, unknown: 0 };
}

export interface DelegationRow {
  number: number;
  fromPerson: number | null;
  fromTeam: number | null;
  toPerson: number;
  reason: string;
  at: Date;
  by: number;
  items: number;
}

export async function findDelegations(sql: Connection, { orgId, review }: ReviewKey): Promise<DelegationRow[]> {
  return sql<DelegationRow[]>`
    select * from access_review_delegations where org_id = ${orgId} and review = ${review} order by number`;
}
