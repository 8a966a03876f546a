import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

import type { Connection, Sql, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { firstRealDay, inScope, type OrganizationScope, type RepositoryScope } from './scope.ts';

/** An arbitrary advisory lock class: one at a time loads or removes the demo of an organization. */
const LOCK = 551_209;

/**
 * Runs `work` while nobody else, in any process, holds the demo of the organization. An open transaction keeps the lock, which
 * ends with its process; `work` uses connections of its own.
 * @param wait for whoever holds it; else `work` does not run then, and the answer is null
 */
export function holdDemo<T>(
  sql: Sql,
  { orgId }: OrganizationScope,
  wait: boolean,
  work: () => Promise<T>,
): Promise<T | null> {
  return sql.begin(async (lock) => {
    // A load takes minutes, in which this transaction does nothing.
    await lock`set local idle_in_transaction_session_timeout = 0`;
    if (wait) await lock`select pg_advisory_xact_lock(${LOCK}::int, ${orgId}::int)`;
    else {
      const [row] = await lock<{ taken: boolean }[]>`
        select pg_try_advisory_xact_lock(${LOCK}::int, ${orgId}::int) as taken`;
      if (!row?.taken) return null;
    }
    return work();
  });
}

/** Whether somebody holds the demo of the organization that `id` is. */
function demoHeld(sql: Connection, id: Fragment): Fragment {
  return sql`exists (
    select 1 from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and l.locktype = 'advisory' and l.granted and l.objsubid = 2
      and l.classid::bigint = ${LOCK}::int and l.objid::bigint = ${id})`;
}

/**
 * Organizations for which it is today: not those whose demo is being loaded. That replays the days of a year, and what a
 * job does there meanwhile, by the clock of now, would stand between them.
 */
export async function listOrganizationsOfToday(sql: Connection): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from organizations o where not ${demoHeld(sql, sql`o.id`)} order by id`;
  return rows.map((row) => row.id);
}

/** Whether the demo of the organization is being loaded or removed, by any process. */
export async function isDemoHeld(sql: Connection, { orgId }: OrganizationScope): Promise<boolean> {
  const [row] = await sql<{ held: boolean }[]>`select ${demoHeld(sql, sql`${orgId}::bigint`)} as held`;
  return row?.held ?? false;
}

export async function setOrganizationDemo(sql: Transaction, scope: OrganizationScope, demo: boolean): Promise<void> {
  await sql`update organizations set demo = ${demo} where id = ${scope.orgId}`;
}

/** Whether somebody sent a report of their own that took effect or still may: one that was refused keeps nothing out. */
export async function hasRealUploads(sql: Connection, scope: OrganizationScope): Promise<boolean> {
  const rows = await sql`
    select 1 from repositories r
    where r.org_id = ${scope.orgId} and not r.demo
      and exists (
        select 1 from uploads u where u.org_id = ${scope.orgId} and u.repo_id = r.id and u.state <> 'rejected') limit 1`;
  return rows.length > 0;
}

export async function findDemoRepositories(sql: Connection, scope: OrganizationScope): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from repositories where org_id = ${scope.orgId} and demo order by id`;
  return rows.map((row) => row.id);
}

export interface DemoSeen {
  /** Archived ones included. */
  repositories: number;
  archived: number;
  /** Whether there are real repositories as well. */
  beside: boolean;
}

/** How many repositories of the demo the caller sees; what stands for a system is none. */
export async function countDemoRepositories(sql: Connection, scope: ReadScope): Promise<DemoSeen> {
  const [row] = await sql<DemoSeen[]>`
    select count(*) filter (where r.demo)::int as repositories,
      count(*) filter (where r.demo and r.archived)::int as archived, coalesce(bool_or(not r.demo), false) as beside
    from repositories r
    where r.org_id = ${scope.orgId} and r.deleting_at is null and r.kind <> 'system' and ${inScope(sql, scope, 'r.id')}`;
  return row ?? { repositories: 0, archived: 0, beside: false };
}

/** Those of `names` that real repositories have already. */
export async function findRealNames(sql: Connection, scope: OrganizationScope, names: string[]): Promise<string[]> {
  const rows = await sql<{ fullName: string }[]>`
    select full_name from repositories where org_id = ${scope.orgId} and slug = any(${names}::text[]) and not demo`;
  return rows.map((row) => row.fullName);
}

export async function countDemoUploads(sql: Connection, scope: OrganizationScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from uploads u
    join repositories r on r.org_id = u.org_id and r.id = u.repo_id
    where u.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and r.demo`;
  return row?.count ?? 0;
}

export async function describeDemoRepository(
  sql: Transaction,
  scope: RepositoryScope,
  facts: { criticality: Criticality; exposure: Exposure },
): Promise<void> {
  await sql`
    update repositories set criticality = ${facts.criticality}, exposure = ${facts.exposure}, default_branch_known = true
    where org_id = ${scope.orgId} and id = ${scope.repoId}`;
}

export async function archiveRepository(sql: Transaction, scope: RepositoryScope): Promise<void> {
  await sql`update repositories set archived = true where org_id = ${scope.orgId} and id = ${scope.repoId}`;
}

/**
 * Rows for the days on which nothing was delivered, as the hourly roll-up would have written them: the day before,
 * without flows.
 */
export async function carryDaysForward(sql: Transaction, scope: RepositoryScope, until: string): Promise<void> {
  await sql`
    with known as (
      select *, lead(day) over (order by day) as next from repository_days
      where org_id = ${scope.orgId} and repo_id = ${scope.repoId})
    insert into repository_days (org_id, repo_id, day, score, score_detail, open_critical, open_high, open_medium,
      open_low, open_info, open_unknown, introduced, reopened, fixed, uploads, ledger, criticality, archived)
    select org_id, repo_id, missing::date, score, score_detail, open_critical, open_high, open_medium, open_low,
      open_info, open_unknown, 0, 0, 0, 0, ledger, criticality, archived
    from known, generate_series(day + 1, coalesce(next, ${until}::date + 1) - 1, interval '1 day') as missing
    on conflict (org_id, repo_id, day) do nothing`;
}

/** Rows of one day for those of these repositories that had none: the day before, without flows. */
export async function carryDay(
  sql: Transaction,
  { orgId }: OrganizationScope,
  repoIds: readonly number[],
  day: string,
): Promise<void> {
  await sql`
    insert into repository_days (org_id, repo_id, day, score, score_detail, open_critical, open_high, open_medium,
      open_low, open_info, open_unknown, introduced, reopened, fixed, uploads, ledger, criticality, archived)
    select d.org_id, d.repo_id, ${day}::text::date, d.score, d.score_detail, d.open_critical, d.open_high, d.open_medium, d.open_low,
      d.open_info, d.open_unknown, 0, 0, 0, 0, d.ledger, r.criticality, r.archived
    from repository_days d join repositories r on r.org_id = d.org_id and r.id = d.repo_id
    where d.org_id = ${orgId} and r.org_id = ${orgId} and d.repo_id = any(${[...repoIds]}::int[])
      and d.day = ${day}::text::date - 1
    on conflict (org_id, repo_id, day) do nothing`;
}

/** Deletes the days that only the demo made; since a real report took effect, days count real repositories alone. */
export async function deleteDemoDays(tx: Transaction, scope: OrganizationScope): Promise<void> {
  await tx`
    delete from organization_days
    where org_id = ${scope.orgId} and day < coalesce(${firstRealDay(tx, scope)}, 'infinity'::date)`;
}

/** Deletes the teams and people of the demo: those without an account whose address is of this domain. */
export async function deleteDemoStaff(tx: Transaction, { orgId }: OrganizationScope, domain: string): Promise<void> {
  await tx`delete from teams where org_id = ${orgId} and demo`;
  await tx`
    delete from report_schedules where org_id = ${orgId} and recipients <@ array(
      select id from users where org_id = ${orgId} and account_id is null and email like ${`%@${domain}`})`;
  await tx`
    delete from users where org_id = ${orgId} and account_id is null and email like ${`%@${domain}`}`;
}

/** Deletes rules of exceptions that the demo made, and documents that it loaded; exceptions go with their repositories. */
export async function deleteDemoDecisions(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`delete from exception_rules where org_id = ${orgId} and requester_kind = 'demo'`;
  await tx`delete from statement_documents where org_id = ${orgId} and loader_kind = 'demo'`;
  await tx`delete from access_reviews where org_id = ${orgId} and demo`;
}
