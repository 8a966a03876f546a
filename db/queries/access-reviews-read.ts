import type { ItemKind, ReviewDecision, ReviewState, Verification } from '#lib/domain/access-review/review.ts';
import type { Connection } from '../client.ts';
import type { AccessReview, AccessReviewItem, ReviewDecisionRow, ReviewKey } from './access-reviews-write.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';

/** Who asks: null sees everything, else only what this person is, or was, asked about. */
export type ReviewSight = { person: number; teams: readonly number[] } | null;

/** Condition that item `i` is for this person to see: asked now, by a team, by a review that came to them, or decided before. */
function isMine(sql: Connection, { person, teams }: NonNullable<ReviewSight>): Fragment {
  return sql`(i.reviewer = ${person} or i.reviewer_team = any(${[...teams]}::int[]) or i.decided_by = ${person})`;
}

export async function findReview(sql: Connection, { orgId, review }: ReviewKey): Promise<AccessReview | null> {
  const [row] = await sql<AccessReview[]>`select * from access_reviews where org_id = ${orgId} and id = ${review}`;
  return row ?? null;
}

/** Ids of the reviews in which this person is asked about something. */
export async function findReviewsOf(
  sql: Connection,
  { orgId }: OrganizationScope,
  { person, teams }: NonNullable<ReviewSight>,
): Promise<number[]> {
  const rows = await sql<{ review: number }[]>`
    select review from access_review_items where org_id = ${orgId} and reviewer = ${person}
    union select review from access_review_items where org_id = ${orgId} and reviewer_team = any(${[...teams]}::int[])
    union select review from access_review_decisions where org_id = ${orgId} and by = ${person}
    union select review from access_review_delegations where org_id = ${orgId} and from_person = ${person}
    union select id from access_reviews where org_id = ${orgId} and escalate_to = ${person} and escalated_at is not null`;
  return rows.map(({ review }) => review);
}

/** How much waits for a person, by review. */
export async function countWaiting(
  sql: Connection,
  { orgId }: OrganizationScope,
  { person, teams }: NonNullable<ReviewSight>,
): Promise<Map<number, number>> {
  const rows = await sql<{ review: number; count: number }[]>`
    select i.review, count(*)::int as count
    from access_reviews r
    join access_review_items i on i.org_id = r.org_id and i.review = r.id and i.decision is null
    where r.org_id = ${orgId} and r.state = 'open' and i.org_id = ${orgId} and (i.subject is null or i.subject <> ${person})
      and (i.reviewer = ${person} or i.reviewer_team = any(${[...teams]}::int[])
        or (r.escalate_to = ${person} and r.escalated_at is not null))
    group by i.review`;
  return new Map(rows.map(({ review, count }) => [review, count]));
}

/** The newest first. `ids` null: all. */
export async function listReviews(
  sql: Connection,
  { orgId }: OrganizationScope,
  filter: { states: readonly ReviewState[] | null; ids: readonly number[] | null },
  { before, limit }: { before: number | null; limit: number },
): Promise<AccessReview[]> {
  const { states, ids } = filter;
  return sql<AccessReview[]>`
    select * from access_reviews
    where org_id = ${orgId} and ${states === null ? sql`true` : sql`state = any(${[...states]}::text[])`}
      and ${ids === null ? sql`true` : sql`id = any(${[...ids]}::int[])`}
      and ${before === null ? sql`true` : sql`id < ${before}`}
    order by id desc limit ${limit}`;
}

export interface ReviewItemFilter {
  /** A LIKE pattern. */
  name: string | null;
  /** Null among them: nobody decided. */
  decisions: readonly (ReviewDecision | null)[] | null;
  verifications: readonly Verification[] | null;
  kinds: readonly ItemKind[] | null;
  systems: readonly string[] | null;
  high: boolean | null;
  reviewer: number | null;
  team: number | null;
  /** Only what this person is asked about. */
  mine: ReviewSight;
}

/** Rights of a review in its own order. */
export async function listReviewItems(
  sql: Connection,
  { orgId, review }: ReviewKey,
  filter: ReviewItemFilter,
  { after, limit }: { after: number; limit: number },
): Promise<AccessReviewItem[]> {
  return sql<AccessReviewItem[]>`
    select i.* from access_review_items i
    where i.org_id = ${orgId} and i.review = ${review} and i.number > ${after} and ${matching(sql, filter)}
    order by i.number limit ${limit}`;
}

function matching(sql: Connection, filter: ReviewItemFilter): Fragment {
  const { name, verifications, kinds, systems, high, reviewer, team, mine } = filter;
  return sql`${name === null ? sql`true` : sql`(i.principal_name ilike ${name} or i.target_name ilike ${name})`}
    ${decidedAs(sql, filter.decisions)}
    ${verifications === null ? sql`` : sql`and i.verification = any(${[...verifications]}::text[])`}
    ${kinds === null ? sql`` : sql`and i.kind = any(${[...kinds]}::text[])`}
    ${systems === null ? sql`` : sql`and i.system = any(${[...systems]}::text[])`}
    ${high === null ? sql`` : sql`and i.high = ${high}`}
    ${reviewer === null ? sql`` : sql`and i.reviewer = ${reviewer}`}
    ${team === null ? sql`` : sql`and i.reviewer_team = ${team}`}
    ${mine === null ? sql`` : sql`and ${isMine(sql, mine)}`}`;
}

function decidedAs(sql: Connection, decisions: ReviewItemFilter['decisions']): Fragment {
  if (decisions === null) return sql``;
  const made = decisions.flatMap((decision) => (decision === null ? [] : [decision]));
  if (made.length === 0) return sql`and i.decision is null`;
  const none = decisions.includes(null) ? sql`or i.decision is null` : sql``;
  return sql`and (i.decision = any(${made}::text[]) ${none})`;
}

export type UndoneItem = AccessReviewItem & { key: string };

/** What was decided to be taken away and is not seen to be gone, the oldest decision first. */
export async function listUndone(
  sql: Connection,
  { orgId }: OrganizationScope,
  { systems, decidedBefore }: { systems: readonly string[] | null; decidedBefore: Date | null },
  { after, limit }: { after: { at: string; review: number; number: number } | null; limit: number },
): Promise<UndoneItem[]> {
  return sql<UndoneItem[]>`
    select i.*, to_char(i.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key
    from access_review_items i
    where i.org_id = ${orgId} and i.verification in ('pending', 'present', 'unknown')
      ${systems === null ? sql`` : sql`and i.system = any(${[...systems]}::text[])`}
      ${decidedBefore === null ? sql`` : sql`and i.decided_at <= ${decidedBefore}`}
      ${after === null ? sql`` : sql`and (i.decided_at, i.review, i.number) > (${after.at}::text::timestamptz, ${after.review}::int, ${after.number}::int)`}
    order by i.decided_at, i.review, i.number limit ${limit}`;
}

/** What a new snapshot of a system may say something of. */
export async function findUnverified(
  sql: Connection,
  { orgId }: OrganizationScope,
  repoId: number,
): Promise<AccessReviewItem[]> {
  return sql<AccessReviewItem[]>`
    select i.* from access_review_items i
    where i.org_id = ${orgId} and i.repo_id = ${repoId} and i.verification in ('pending', 'present', 'unknown')
    order by i.review, i.number`;
}

export async function hasUnverified(sql: Connection, { orgId }: OrganizationScope, repoId: number): Promise<boolean> {
  const [row] = await sql`
    select 1 from access_review_items
    where org_id = ${orgId} and repo_id = ${repoId} and verification in ('pending', 'present', 'unknown') limit 1`;
  return row !== undefined;
}

/** Every decision about one right, the first one first. */
export async function findDecisions(
  sql: Connection,
  { orgId, review }: ReviewKey,
  item: number,
): Promise<ReviewDecisionRow[]> {
  return sql<ReviewDecisionRow[]>`
    select * from access_review_decisions where org_id = ${orgId} and review = ${review} and item = ${item} order by number`;
}
