import type { Connection, Transaction } from '../client.ts';
import type { Exception } from './exceptions-write.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

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
    select * from exceptions
    where org_id = ${orgId} and repo_id = ${repoId} and state in ('requested', 'in_force')
      and expires_at is not null and expires_at <= ${now}
    order by number limit ${limit}`;
}

/** Those in force that end before a time, of which the last reminder is not sent. */
export async function findToRemind(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  before: Date,
): Promise<Exception[]> {
  return tx<Exception[]>`
    select * from exceptions
    where org_id = ${orgId} and repo_id = ${repoId} and state = 'in_force' and expires_at is not null
      and expires_at <= ${before} and reminded <> 3
    order by number`;
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
