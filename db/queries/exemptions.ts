import type { InferSelectModel } from 'drizzle-orm';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { ExemptionState } from '#lib/domain/coverage/exemption.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import type { Connection, Transaction } from '../client.ts';
import type { exemptions } from '../schema/exemption.ts';
import type { ActedBy } from './exceptions-write.ts';
import { takeNumbers } from './numbers.ts';
import { countsForOrganization, inScope, type OrganizationScope, type RepositoryScope } from './scope.ts';

export type Exemption = InferSelectModel<typeof exemptions>;
export type ExemptionRow = Exemption & { fullName: string };

/** Categories that do not apply to repositories, by decisions in force at a time. */
export async function findExempted(
  sql: Connection,
  scope: ReadScope,
  repoIds: readonly number[],
  now: Date,
): Promise<{ repoId: number; category: ScoreCategory }[]> {
  return sql<{ repoId: number; category: ScoreCategory }[]>`
    select repo_id, category from exemptions
    where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id', repoIds)} and state = 'in_force' and expires_at > ${now}`;
}

export async function findExemption(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
): Promise<ExemptionRow | null> {
  const [row] = await sql<ExemptionRow[]>`
    select e.*, r.full_name from exemptions e join repositories r on r.org_id = e.org_id and r.id = e.repo_id
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.number = ${number} and r.org_id = ${orgId}`;
  return row ?? null;
}

/** The repository of an exemption that the caller sees. */
export async function findExemptionPlace(
  sql: Connection,
  scope: ReadScope,
  { repoId, number }: { repoId: number; number: number },
): Promise<{ orgId: number; repoId: number; number: number; fullName: string } | null> {
  const [row] = await sql<{ orgId: number; repoId: number; number: number; fullName: string }[]>`
    select e.org_id, e.repo_id, e.number, r.full_name from exemptions e
    join repositories r on r.org_id = e.org_id and r.id = e.repo_id
    where e.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and e.repo_id = ${repoId} and e.number = ${number}
      and ${inScope(sql, scope, 'e.repo_id')} and r.deleting_at is null`;
  return row ?? null;
}

/** The one of a category that waits, or is in force. */
export async function findLiveExemption(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  category: ScoreCategory,
): Promise<Exemption | null> {
  const [row] = await tx<Exemption[]>`
    select * from exemptions
    where org_id = ${orgId} and repo_id = ${repoId} and category = ${category} and state in ('requested', 'in_force')`;
  return row ?? null;
}

/** Whether one of the category waits for a decision. */
export async function isExemptionAsked(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  category: ScoreCategory,
): Promise<boolean> {
  const rows = await sql`
    select 1 from exemptions
    where org_id = ${orgId} and repo_id = ${repoId} and category = ${category} and state = 'requested'`;
  return rows.length > 0;
}

/** @returns its number */
export async function insertExemption(
  tx: Transaction,
  scope: RepositoryScope,
  asked: { category: ScoreCategory; reason: string; expiresAt: Date; requester: ActedBy; decider: ActedBy | null },
): Promise<number> {
  const number = await takeNumbers(tx, scope, 'exemption', 1);
  const { category, reason, expiresAt, requester, decider } = asked;
  await tx`
    insert into exemptions (org_id, repo_id, number, category, state, reason, requested_at, requested_by, requester_kind, requester_name,
      decided_at, decided_by, decider_kind, decider_name, expires_at)
    values (${scope.orgId}, ${scope.repoId}, ${number}, ${category}, ${decider === null ? 'requested' : 'in_force'}, ${reason},
      ${requester.at}, ${requester.personId}, ${requester.kind}, ${requester.name}, ${decider?.at ?? null},
      ${decider?.personId ?? null}, ${decider?.kind ?? null}, ${decider?.name ?? null}, ${expiresAt})`;
  return number;
}

export async function decideExemption(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  number: number,
  { state, by, note }: { state: 'in_force' | 'refused'; by: ActedBy; note: string | null },
): Promise<void> {
  await tx`
    update exemptions set state = ${state}, decided_at = ${by.at}, decided_by = ${by.personId}, decider_kind = ${by.kind},
      decider_name = ${by.name}, decision_note = ${note}
    where org_id = ${orgId} and repo_id = ${repoId} and number = ${number}`;
}

/** Ends those of them that are alive. @param end `by`: null where time ended them @returns their numbers */
export async function endExemptions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
  { state, at, by }: { state: 'withdrawn' | 'expired'; at: Date; by: ActedBy | null },
): Promise<number[]> {
  const rows = await tx<{ number: number }[]>`
    update exemptions set state = ${state}, ended_at = ${at}, ended_by = ${by?.personId ?? null}, ender_kind = ${by?.kind ?? null},
      ender_name = ${by?.name ?? null}
    where org_id = ${orgId} and repo_id = ${repoId} and number = any(${[...numbers]}::int[])
      and state in ('requested', 'in_force')
    returning number`;
  return rows.map(({ number }) => number);
}

/** Those in force that end before `until`. */
export async function findEndingExemptions(
  sql: Connection,
  { orgId }: OrganizationScope,
  until: Date,
): Promise<Exemption[]> {
  return sql<Exemption[]>`
    select * from exemptions where org_id = ${orgId} and state = 'in_force' and expires_at <= ${until} order by repo_id, number`;
}

/** Notes of which reminder readers were told, unless they were meanwhile, or it is over. @returns whether it was noted */
export async function setExemptionReminded(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  number: number,
  days: number,
): Promise<boolean> {
  const rows = await tx`
    update exemptions set reminded = ${days}
    where org_id = ${orgId} and repo_id = ${repoId} and number = ${number} and state = 'in_force' and reminded <> ${days}
    returning 1`;
  return rows.length > 0;
}

/** Live ones whose time is over. */
export async function findEndedExemptions(
  sql: Connection,
  { orgId }: OrganizationScope,
  now: Date,
): Promise<Exemption[]> {
  return sql<Exemption[]>`
    select * from exemptions where org_id = ${orgId} and state in ('requested', 'in_force') and expires_at <= ${now}
    order by repo_id, number`;
}

export interface ExemptionPage {
  states: readonly ExemptionState[];
  expiringBefore: Date | null;
  after: { requestedAt: string; repoId: number; number: number } | null;
  limit: number;
}

/** The newest first, of repositories that count. */
export async function listExemptions(
  sql: Connection,
  scope: ReadScope,
  { states, expiringBefore, after, limit }: ExemptionPage,
): Promise<(ExemptionRow & { requestedKey: string })[]> {
  const later =
    after === null
      ? sql`true`
      : sql`(e.requested_at, e.repo_id, e.number) < (${after.requestedAt}::text::timestamptz, ${after.repoId}::int, ${after.number}::int)`;
  const ending =
    expiringBefore === null
      ? sql`true`
      : sql`e.state in ('requested', 'in_force') and e.expires_at < ${expiringBefore}`;
  return sql<(ExemptionRow & { requestedKey: string })[]>`
    select e.*, r.full_name, to_char(e.requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as requested_key
    from exemptions e join repositories r on r.org_id = e.org_id and r.id = e.repo_id
    where e.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'e.repo_id')}
      and r.deleting_at is null and ${countsForOrganization(sql, scope)} and e.state = any(${[...states]}::text[]) and ${ending} and ${later}
    order by e.requested_at desc, e.repo_id desc, e.number desc limit ${limit}`;
}
