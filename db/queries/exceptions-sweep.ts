import type { Connection, Transaction } from '../client.ts';
import type { Exception } from './exceptions-write.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/** Not one whose rule got another end that it does not have yet: a job is at it. */
const hasItsEnd = (sql: Connection, orgId: number): Fragment => sql`
  (e.exception_rule is null or e.own_end or not exists (
    select 1 from exception_rules r
    where r.org_id = ${orgId} and r.id = e.exception_rule and not r.ends_moved and r.state in ('in_force', 'expired')))`;

/** Repositories with live exceptions that end before a time. */
export async function findEndedPlaces(sql: Connection, { orgId }: OrganizationScope, before: Date): Promise<number[]> {
  const rows = await sql<{ repoId: number }[]>`
    select distinct repo_id from exceptions
    where org_id = ${orgId} and state in ('requested', 'in_force') and expires_at is not null and expires_at <= ${before}
    order by repo_id`;
  return rows.map((row) => row.repoId);
}

/** Live exceptions of a repository whose time is over. */
export async function findEnded(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  now: Date,
  limit: number,
): Promise<Exception[]> {
  return tx<Exception[]>`
    select e.* from exceptions e
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.state in ('requested', 'in_force')
      and e.expires_at is not null and e.expires_at <= ${now} and ${hasItsEnd(tx, orgId)}
    order by e.number limit ${limit}`;
}

/** Those in force that end before a time, of which the last reminder is not sent. */
export async function findToRemind(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  before: Date,
): Promise<Exception[]> {
  return tx<Exception[]>`
    select e.* from exceptions e
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.state = 'in_force' and e.expires_at is not null
      and e.expires_at <= ${before} and e.reminded <> 3 and ${hasItsEnd(tx, orgId)}
    order by e.number`;
}

/** Repositories with live exceptions that a rule made. */
export async function findRulePlaces(sql: Connection, { orgId }: OrganizationScope, ruleId: number): Promise<number[]> {
  const rows = await sql<{ repoId: number }[]>`
    select distinct repo_id from exceptions
    where org_id = ${orgId} and exception_rule = ${ruleId} and state in ('requested', 'in_force') order by repo_id`;
  return rows.map((row) => row.repoId);
}

/** Live exceptions of a repository that a rule made. */
export async function findOfRule(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  ruleId: number,
  limit: number,
): Promise<Exception[]> {
  return tx<Exception[]>`
    select * from exceptions
    where org_id = ${orgId} and repo_id = ${repoId} and exception_rule = ${ruleId} and state in ('requested', 'in_force')
    order by number limit ${limit}`;
}

/** Exceptions in force of a repository that a rule made, and that do not end when it does. */
export async function findUnmoved(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { id, expiresAt }: { id: number; expiresAt: Date | null },
  limit: number,
): Promise<Exception[]> {
  return tx<Exception[]>`
    select * from exceptions
    where org_id = ${orgId} and repo_id = ${repoId} and exception_rule = ${id} and state = 'in_force'
      and not own_end and expires_at is distinct from ${expiresAt}::timestamptz
    order by number limit ${limit}`;
}

export async function setReminded(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
  days: number,
): Promise<void> {
  await tx`
    update exceptions set reminded = ${days}
    where org_id = ${orgId} and repo_id = ${repoId} and number = any(${[...numbers]}::int[])`;
}
