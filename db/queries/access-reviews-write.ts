import type { InferSelectModel } from 'drizzle-orm';
import type { ReviewDecision, Verification } from '#lib/domain/access-review/review.ts';
import { asRecords, type BulkRow, bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { type accessReviewDecisions, accessReviewItems, type accessReviews } from '../schema/access-review.ts';
import type { ActedBy } from './exceptions-write.ts';
import type { OrganizationScope } from './scope.ts';

export type AccessReview = InferSelectModel<typeof accessReviews>;
export type AccessReviewItem = InferSelectModel<typeof accessReviewItems>;

export interface ReviewKey extends OrganizationScope {
  review: number;
}

export type NewReview = Pick<
  AccessReview,
  'name' | 'scope' | 'rule' | 'snapshots' | 'dueAt' | 'escalateTo' | 'items' | 'principals' | 'frozenHash' | 'demo'
>;

export async function insertReview(
  tx: Transaction,
  { orgId }: OrganizationScope,
  review: NewReview,
  by: ActedBy,
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into access_reviews (org_id, name, state, scope, rule, snapshots, created_at, created_by, creator_kind, creator_name,
      due_at, escalate_to, reminded, items, principals, certified, revoked, changed, frozen_hash, demo)
    values (${orgId}, ${review.name}, 'open', ${tx.json({ ...review.scope })}, ${review.rule}, ${tx.json(review.snapshots)},
      ${by.at}, ${by.personId}, ${by.kind}, ${by.name}, ${review.dueAt}, ${review.escalateTo}, 0, ${review.items},
      ${review.principals}, 0, 0, 0, ${review.frozenHash}, ${review.demo})
    returning id`;
  if (row === undefined) throw new Error('the review was not written');
  return row.id;
}

type Decided =
  | 'decision'
  | 'decidedAt'
  | 'decidedBy'
  | 'decidedInBulk'
  | 'toLevel'
  | 'reason'
  | 'verification'
  | 'verifiedBy'
  | 'verifiedAt';
export type NewReviewItem = Omit<BulkRow<typeof accessReviewItems>, 'orgId' | 'review' | Decided>;

export async function insertReviewItems(
  tx: Transaction,
  { orgId, review }: ReviewKey,
  rows: readonly NewReviewItem[],
): Promise<void> {
  const decision = {
    decision: null,
    decidedAt: null,
    decidedBy: null,
    decidedInBulk: null,
    toLevel: null,
    reason: null,
  };
  const open = { ...decision, verification: null, verifiedBy: null, verifiedAt: null };
  await bulkInsert(tx, accessReviewItems, { orgId, review, ...open }, rows);
}

/** A review that nobody else changes until the transaction ends. */
export async function lockReview(tx: Transaction, { orgId, review }: ReviewKey): Promise<AccessReview | null> {
  const [row] = await tx<AccessReview[]>`
    select * from access_reviews where org_id = ${orgId} and id = ${review} for update`;
  return row ?? null;
}

export async function findReviewItems(
  tx: Transaction,
  { orgId, review }: ReviewKey,
  numbers: readonly number[],
): Promise<AccessReviewItem[]> {
  return tx<AccessReviewItem[]>`
    select * from access_review_items where org_id = ${orgId} and review = ${review} and number = any(${[...numbers]}::int[])
    order by number`;
}

export interface NewDecision {
  decision: ReviewDecision;
  toLevel: number | null;
  reason: string | null;
  saidNotOwn: boolean;
}

/** Writes one decision about some rights of a locked review: a row of history for each, and what each has now. */
export async function decideItems(
  tx: Transaction,
  { orgId, review }: ReviewKey,
  numbers: readonly number[],
  { decision, toLevel, reason, saidNotOwn }: NewDecision,
  by: { at: Date; person: number; kind: ActedBy['kind'] },
): Promise<void> {
  const items = [...numbers];
  const verification: Verification | null = decision === 'certify' ? null : 'pending';
  await tx`
    insert into access_review_decisions (org_id, review, item, number, decision, to_level, reason, at, by, by_kind, batch,
      together, said_not_own)
    select ${orgId}::int, ${review}::int, w.item, 1 + (select count(*) from access_review_decisions d
        where d.org_id = ${orgId} and d.review = ${review} and d.item = w.item),
      ${decision}::text, ${toLevel}::smallint, ${reason}::text, ${by.at}::timestamptz, ${by.person}::int, ${by.kind}::text,
      (select coalesce(max(batch), 0) + 1 from access_review_decisions where org_id = ${orgId} and review = ${review}),
      ${items.length}::int, ${saidNotOwn}::boolean
    from unnest(${items}::int[]) as w(item)`;
  await tx`
    update access_review_items set decision = ${decision}, to_level = ${toLevel}, reason = ${reason}, decided_at = ${by.at},
      decided_by = ${by.person}, decided_in_bulk = ${items.length > 1}, verification = ${verification}, verified_by = null,
      verified_at = null
    where org_id = ${orgId} and review = ${review} and number = any(${items}::int[])`;
}

/** Adds to what a locked review counts. */
export async function addToReview(
  tx: Transaction,
  { orgId, review }: ReviewKey,
  add: Record<'certified' | 'revoked' | 'changed', number>,
): Promise<void> {
  await tx`
    update access_reviews set certified = certified + ${add.certified}, revoked = revoked + ${add.revoked},
      changed = changed + ${add.changed}
    where org_id = ${orgId} and id = ${review}`;
}

export async function endReview(
  tx: Transaction,
  { orgId, review }: ReviewKey,
  {
    state,
    by,
    note,
    decidedHash,
  }: {
    state: 'closed' | 'cancelled';
    by: ActedBy;
    note: string | null;
    decidedHash: Buffer | null;
  },
): Promise<void> {
  await tx`
    update access_reviews set state = ${state}, ended_at = ${by.at}, ended_by = ${by.personId}, ender_kind = ${by.kind},
      ender_name = ${by.name}, end_note = ${note}, decided_hash = ${decidedHash}
    where org_id = ${orgId} and id = ${review}`;
  // What was decided of a review that was called off is not to be carried out.
  if (state === 'cancelled') {
    await tx`
      update access_review_items set verification = null
      where org_id = ${orgId} and review = ${review} and decision in ('revoke', 'change') and verification <> 'verified'`;
  }
}

/** Gives undecided rights of one reviewer to another. */
export async function moveItems(
  tx: Transaction,
  { orgId, review }: ReviewKey,
  numbers: readonly number[],
  to: number,
): Promise<void> {
  await tx`
    update access_review_items set reviewer = ${to}, reviewer_team = null, assigned = 'delegated'
    where org_id = ${orgId} and review = ${review} and number = any(${[...numbers]}::int[])`;
}

/** What waits for a person or a team in a locked review. */
export async function findWaitingItems(
  tx: Transaction,
  { orgId, review }: ReviewKey,
  from: { kind: 'person' | 'team'; id: number },
): Promise<AccessReviewItem[]> {
  return tx<AccessReviewItem[]>`
    select * from access_review_items
    where org_id = ${orgId} and review = ${review} and decision is null
      and ${from.kind === 'person' ? tx`reviewer = ${from.id}` : tx`reviewer_team = ${from.id}`}
    order by number`;
}

export async function insertDelegation(
  tx: Transaction,
  { orgId, review }: ReviewKey,
  row: {
    from: { kind: 'person' | 'team'; id: number };
    to: number;
    reason: string;
    at: Date;
    by: number;
    items: number;
  },
): Promise<void> {
  const { from, to, reason, at, by, items } = row;
  await tx`
    insert into access_review_delegations (org_id, review, number, from_person, from_team, to_person, reason, at, by, items)
    select ${orgId}::int, ${review}::int, 1 + count(*), ${from.kind === 'person' ? from.id : null}::int,
      ${from.kind === 'team' ? from.id : null}::int, ${to}::int, ${reason}::text, ${at}::timestamptz, ${by}::int, ${items}::int
    from access_review_delegations where org_id = ${orgId} and review = ${review}`;
}

export interface Verified {
  review: number;
  number: number;
  /** Of the decision that was looked for: another one meanwhile is not verified by it. */
  decidedAt: Date;
  verification: Exclude<Verification, 'pending'>;
}

/** What a snapshot says of rights that were to be taken away. */
export async function writeVerified(
  tx: Transaction,
  { orgId }: OrganizationScope,
  rows: readonly Verified[],
  snapshot: { number: number; collectedAt: Date },
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update access_review_items i set verification = w.verification, verified_by = ${snapshot.number},
      verified_at = ${snapshot.collectedAt}
    from jsonb_populate_recordset(null::access_review_items, ${asRecords(accessReviewItems, rows)}::text::jsonb) as w
    where i.org_id = ${orgId} and i.review = w.review and i.number = w.number and i.decided_at = w.decided_at`;
}

export type ReviewDecisionRow = InferSelectModel<typeof accessReviewDecisions>;
