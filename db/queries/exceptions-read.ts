import { isVisible, type ReadScope } from '#lib/domain/access/read-scope.ts';
import type { ExceptionState } from '#lib/domain/decision/exception.ts';
import type { Decision, FindingState } from '#lib/domain/finding/finding.ts';
import type { RepositoryNumber } from '#lib/ids.ts';
import type { Connection } from '../client.ts';
import type { Exception } from './exceptions-write.ts';
import type { FindingListRow } from './findings-read.ts';
import type { Fragment } from './fragment.ts';
import { placesAs } from './places.ts';
import { armsInScope, inScope, type OrganizationScope, type RepositoryScope } from './scope.ts';

export interface ExceptionPlace extends RepositoryScope {
  number: number;
  fullName: string;
  expiresAt: Date | null;
}

/** Where an exception is, for `permit`, and the end that it has. */
export async function findExceptionPlace(
  sql: Connection,
  scope: ReadScope,
  { repoId, number }: RepositoryNumber,
): Promise<ExceptionPlace | null> {
  if (!isVisible(scope, { orgId: scope.orgId, repoId })) return null;
  const [row] = await sql<ExceptionPlace[]>`
    select e.org_id, e.repo_id, e.number, r.full_name, e.expires_at from exceptions e
    join repositories r on r.org_id = e.org_id and r.id = e.repo_id
    where e.org_id = ${scope.orgId} and e.repo_id = ${repoId} and e.number = ${number} and r.deleting_at is null`;
  return row ?? null;
}

/** Findings with the id of the rule that found each. */
export async function findRulesOf(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
): Promise<{ number: number; rule: string }[]> {
  return sql<{ number: number; rule: string }[]>`
    select number, rule_id as rule from findings
    where org_id = ${orgId} and repo_id = ${repoId} and number = any(${[...findings]}::int[]) order by number`;
}

/** Which exceptions; null and absent fields do not filter. */
export interface ExceptionFilter {
  states: readonly ExceptionState[];
  kind?: Decision | undefined;
  repoIds: number[] | null;
  /** Ids of repositories to leave out, where none is asked for by name. */
  withoutRepoIds: number[] | null;
  expiringBefore?: Date | undefined;
  requester?: number | undefined;
  batch?: string | undefined;
  rule?: number | undefined;
}

export interface ExceptionPage {
  sort: '-requested' | 'expires';
  /** Sort key of the last row: an instant, then repository and number. */
  after: { at: string; repoId: number; number: number } | null;
  limit: number;
}

const FINDING = `f.title, f.category, f.state as finding_state, coalesce(f.severity_set, f.severity)::int as severity,
  f.severity::int as reported, f.severity_set is not null as is_set, f.confidence, f.rank, f.exploit, f.scanner, f.rule_id, f.path, f.line, f.package_name, f.package_version, f.advisory, f.image,
  f.first_seen_at, f.opened_at, f.fixed_at, f.reopened`;

export type ListedException = Exception & {
  finding: FindingListRow;
  /** Sort key to the microsecond, for cursors. */
  key: string;
};

type Joined = Exception & Omit<FindingListRow, 'number' | 'state'> & { findingState: FindingState; key: string };

/** A page of exceptions with their findings, newest request first, or the one that ends first. */
export async function listExceptions(
  sql: Connection,
  scope: ReadScope,
  filter: ExceptionFilter,
  page: ExceptionPage,
): Promise<ListedException[]> {
  const byEnd = page.sort === 'expires';
  const order = byEnd
    ? sql`order by e.expires_at, e.repo_id, e.number`
    : sql`order by e.requested_at desc, e.repo_id desc, e.number desc`;
  const inScope = armsInScope(sql, scope, 'e.repo_id', filter.repoIds);
  // One arm of each state and repository: an index gives the order only behind fixed columns.
  const arms = filter.states.flatMap((state) =>
    inScope.map(
      (arm) => sql`(
        select e.* from exceptions e
        where e.org_id = ${scope.orgId} and ${arm} and e.state = ${state} and ${matching(sql, filter)}
          and ${byEnd ? sql`e.expires_at is not null` : sql`true`} and ${behind(sql, page)}
        ${order} limit ${page.limit})`,
    ),
  );
  if (arms.length === 0) return [];
  const rows = await sql<Joined[]>`
    select e.*, ${sql.unsafe(FINDING)}, '' as opened_key,
      r.full_name, r.criticality, r.exposure, r.demo,
      to_char((${byEnd ? sql`e.expires_at` : sql`e.requested_at`}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key
    from (select e.* from (${arms.reduce((all, arm) => sql`${all} union all ${arm}`)}) e ${order} limit ${page.limit}) e
    join findings f on f.org_id = ${scope.orgId} and f.repo_id = e.repo_id and f.number = e.finding_number
    join repositories r on r.org_id = ${scope.orgId} and r.id = e.repo_id and r.deleting_at is null
    ${order}`;
  return rows.map(split);
}

/** One exception with its finding. */
export async function findException(
  sql: Connection,
  scope: ReadScope,
  { repoId, number }: RepositoryNumber,
): Promise<ListedException | null> {
  if (!isVisible(scope, { orgId: scope.orgId, repoId })) return null;
  const rows = await sql<Joined[]>`
    select e.*, ${sql.unsafe(FINDING)}, '' as opened_key,
      r.full_name, r.criticality, r.exposure, r.demo, '' as key
    from exceptions e
    join findings f on f.org_id = ${scope.orgId} and f.repo_id = ${repoId} and f.number = e.finding_number
    join repositories r on r.org_id = ${scope.orgId} and r.id = ${repoId} and r.deleting_at is null
    where e.org_id = ${scope.orgId} and e.repo_id = ${repoId} and e.number = ${number}`;
  return rows.map(split)[0] ?? null;
}

function split(row: Joined): ListedException {
  return { ...row, finding: { ...row, number: row.findingNumber, state: row.findingState } };
}

function matching(
  sql: Connection,
  { withoutRepoIds, kind, expiringBefore, requester, batch, rule }: ExceptionFilter,
): Fragment {
  return sql`
    ${withoutRepoIds === null || withoutRepoIds.length === 0 ? sql`true` : sql`e.repo_id <> all(${withoutRepoIds}::int[])`}
    ${kind === undefined ? sql`` : sql`and e.kind = ${kind}`}
    ${expiringBefore === undefined ? sql`` : sql`and e.expires_at < ${expiringBefore}`}
    ${requester === undefined ? sql`` : sql`and e.requested_by = ${requester}`}
    ${batch === undefined ? sql`` : sql`and e.batch = ${batch}`}
    ${rule === undefined ? sql`` : sql`and e.exception_rule = ${rule}`}`;
}

function behind(sql: Connection, { sort, after }: ExceptionPage): Fragment {
  if (after === null) return sql`true`;
  const { at, repoId, number } = after;
  return sort === 'expires'
    ? sql`(e.expires_at, e.repo_id, e.number) > (${at}::text::timestamptz, ${repoId}::int, ${number}::int)`
    : sql`(e.requested_at, e.repo_id, e.number) < (${at}::text::timestamptz, ${repoId}::int, ${number}::int)`;
}

/** The exceptions of one finding, the newest first. */
export async function findExceptionsOf(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  finding: number,
  limit: number,
): Promise<Exception[]> {
  return sql<Exception[]>`
    select * from exceptions where org_id = ${orgId} and repo_id = ${repoId} and finding_number = ${finding}
    order by number desc limit ${limit}`;
}

/** Of these findings those with a request that waits, the first ones; null: of all of the repository. */
export async function findWaiting(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[] | null,
): Promise<number[]> {
  const rows = await sql<{ findingNumber: number }[]>`
    select finding_number from exceptions
    where org_id = ${orgId} and repo_id = ${repoId} and state = 'requested'
      ${findings === null ? sql`` : sql`and finding_number = any(${[...findings]}::int[])`}
    order by finding_number limit 100`;
  return rows.map((row) => row.findingNumber);
}

/** How many exceptions there are of a state, up to `limit`. */
export async function countExceptions(
  sql: Connection,
  scope: ReadScope,
  which: { state: ExceptionState; withoutRepoIds: number[]; expiringBefore?: Date; limit: number },
): Promise<number> {
  const { state, withoutRepoIds, expiringBefore, limit } = which;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from exceptions e
      where e.org_id = ${scope.orgId} and ${inScope(sql, scope, 'e.repo_id')} and e.state = ${state}
        and e.repo_id <> all(${withoutRepoIds}::int[])
        ${expiringBefore === undefined ? sql`` : sql`and e.expires_at is not null and e.expires_at < ${expiringBefore}`}
      limit ${limit}) few`;
  return row?.count ?? 0;
}

/** How many exceptions of each rule are in force, and how many ended because conditions changed; up to `limit` of each. */
export async function countOfRules(
  sql: Connection,
  scope: ReadScope,
  rules: readonly number[],
  limit: number,
): Promise<Map<number, { inForce: number; returned: number }>> {
  const counted = (state: ExceptionState): Fragment => sql`(
    select count(*)::int from (
      select 1 from exceptions e
      where e.org_id = ${scope.orgId} and e.exception_rule = w.rule and e.state = ${state}
        and ${inScope(sql, scope, 'e.repo_id')} limit ${limit}) few)`;
  const rows = await sql<{ rule: number; inForce: number; returned: number }[]>`
    select w.rule, ${counted('in_force')} as in_force, ${counted('returned')} as returned
    from unnest(${[...rules]}::int[]) as w(rule)`;
  return new Map(rows.map(({ rule, ...counts }) => [rule, counts]));
}

/** Findings of a repository with an exception that is in force. */
export async function findInForce(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<number[]> {
  const rows = await sql<{ findingNumber: number }[]>`
    select finding_number from exceptions where org_id = ${orgId} and repo_id = ${repoId} and state = 'in_force'
    order by finding_number`;
  return rows.map((row) => row.findingNumber);
}

/** Why findings, which the caller was permitted to see, are not open: the reason of each exception that is in force. */
export async function findReasonsInForce(
  sql: Connection,
  { orgId }: OrganizationScope,
  findings: readonly RepositoryNumber[],
): Promise<(RepositoryNumber & { reason: string })[]> {
  if (findings.length === 0) return [];
  return sql<(RepositoryNumber & { reason: string })[]>`
    select e.repo_id, e.finding_number as number, e.reason
    from ${placesAs(sql, 'f', findings)}
    join exceptions e on e.org_id = ${orgId} and e.repo_id = f.repo_id and e.finding_number = f.number and e.state = 'in_force'
    where e.org_id = ${orgId}`;
}
