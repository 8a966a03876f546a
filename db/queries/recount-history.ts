import { FINDING_ORIGINS } from '#lib/domain/finding/origin.ts';
import type { Connection, Transaction } from '../client.ts';
import { type DaySql, repositoryDays } from './repository-days.ts';
import type { RepositoryScope } from './scope.ts';

/** `name` identifies the row within the repository; empty when there is only one. */
export interface CountedRow {
  name: string;
  column: string;
  stored: string | null;
  counted: string | null;
}

/**
 * Events that must be duplicates: an upload changes a finding's state once, and a change of state never follows itself.
 * Of such a pair, the event whose time differs from the upload's is the duplicate, else the later one.
 */
function doubledEvents(sql: Connection, { orgId, repoId }: RepositoryScope) {
  return sql`
    select at, finding_number, kind, upload from (
      select e.at, e.finding_number, e.kind, e.upload,
        row_number() over (partition by e.finding_number, e.kind, e.upload order by e.at = u.processed_at desc nulls last, e.at) as nth
      from finding_events e
      left join uploads u on u.org_id = ${orgId} and u.repo_id = ${repoId} and u.number = e.upload
      where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.upload > 0) same
    where nth > 1
    union
    select at, finding_number, kind, upload from (
      select at, finding_number, kind, upload, lag(kind) over following as before, lag(upload) over following as upload_before
      from finding_events
      where org_id = ${orgId} and repo_id = ${repoId}
        and kind in ('introduced', 'reopened', 'fixed', 'suppressed', 'unsuppressed', 'accepted',
          'false_positive', 'returned', 'joined')
      window following as (partition by finding_number order by at, upload)) states
    where kind = before and kind <> 'joined' and (upload <> upload_before or upload = 0)`;
}

export async function doubledEventsOf(sql: Connection, scope: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    select concat_ws(' ', finding_number, kind, 'upload', upload, at) as name, 'times' as column, '2' as stored, '1' as counted
    from (${doubledEvents(sql, scope)}) doubled order by finding_number, at limit 100`;
}

/** The counts that each upload stores, beside counts of its events. */
export async function flowsOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    with counted as (
      select upload, count(*) filter (where kind = 'introduced') as introduced,
        count(*) filter (where kind = 'reopened') as reopened, count(*) filter (where kind = 'fixed') as fixed
      from finding_events where org_id = ${orgId} and repo_id = ${repoId} and upload > 0 group by upload)
    select concat(coalesce(u.number, c.upload), '') as name, v.name as column, v.stored::text as stored, v.counted::text as counted
    from (select number, introduced, reopened, fixed from uploads where org_id = ${orgId} and repo_id = ${repoId}) u
    full join counted c on c.upload = u.number, lateral (values
      ('introduced', u.introduced, coalesce(c.introduced, 0)), ('reopened', u.reopened, coalesce(c.reopened, 0)),
      ('fixed', u.fixed, coalesce(c.fixed, 0))) v(name, stored, counted)
    where v.stored is distinct from v.counted order by 1 limit 100`;
}

/** Sums of a day over events and over uploads that took effect, beside its row. */
function daySums(sql: Connection, { orgId, repoId }: RepositoryScope, { dayOf }: DaySql) {
  return sql`
    select day, sum(introduced)::int as introduced, sum(reopened)::int as reopened, sum(fixed)::int as fixed, sum(uploads)::int as uploads,
      sum(disclosed)::int as disclosed, sum(first_scan)::int as first_scan
    from (
      select ${dayOf('at')} as day, (kind = 'introduced')::int as introduced, (kind = 'reopened')::int as reopened,
        (kind = 'fixed')::int as fixed, 0 as uploads, coalesce(origin = ${FINDING_ORIGINS.indexOf('disclosed')}, false)::int as disclosed,
        coalesce(origin = ${FINDING_ORIGINS.indexOf('first_scan')}, false)::int as first_scan
      from finding_events where org_id = ${orgId} and repo_id = ${repoId} and kind in ('introduced', 'reopened', 'fixed')
      union all
      select ${dayOf('processed_at')}, 0, 0, 0, 1, 0, 0 from uploads
      where org_id = ${orgId} and repo_id = ${repoId} and state = 'processed') things
    group by day`;
}

export async function daysOf(sql: Connection, scope: RepositoryScope): Promise<CountedRow[]> {
  const days = await repositoryDays(sql, scope);
  return sql<CountedRow[]>`
    select coalesce(d.day, c.day)::text as name, v.name as column, v.stored::text as stored, v.counted::text as counted
    from (
      select day, introduced, reopened, fixed, uploads, disclosed, first_scan from repository_days
      where org_id = ${scope.orgId} and repo_id = ${scope.repoId}) d
    full join (${daySums(sql, scope, days)}) c on c.day = d.day, lateral (values
      ('introduced', d.introduced, coalesce(c.introduced, 0)), ('reopened', d.reopened, coalesce(c.reopened, 0)),
      ('fixed', d.fixed, coalesce(c.fixed, 0)), ('uploads', d.uploads, coalesce(c.uploads, 0)),
      ('disclosed', d.disclosed, coalesce(c.disclosed, 0)), ('first_scan', d.first_scan, coalesce(c.first_scan, 0))) v(name, stored, counted)
    where v.stored is distinct from v.counted order by 1 limit 100`;
}

/** Deletes the duplicates of events that were written twice. */
export async function removeDoubledEvents(tx: Transaction, scope: RepositoryScope): Promise<void> {
  await tx`
    delete from finding_events e using (${doubledEvents(tx, scope)}) doubled
    where e.org_id = ${scope.orgId} and e.repo_id = ${scope.repoId} and e.at = doubled.at
      and e.finding_number = doubled.finding_number and e.kind = doubled.kind and e.upload = doubled.upload`;
}

/** Sets the counts of uploads to the counts of their events. */
export async function repairFlows(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  await tx`
    update uploads u set introduced = c.introduced, reopened = c.reopened, fixed = c.fixed
    from (
      select s.number, count(*) filter (where e.kind = 'introduced')::int as introduced,
        count(*) filter (where e.kind = 'reopened')::int as reopened, count(*) filter (where e.kind = 'fixed')::int as fixed
      from uploads s
      left join finding_events e on e.org_id = ${orgId} and e.repo_id = ${repoId} and e.upload = s.number
      where s.org_id = ${orgId} and s.repo_id = ${repoId} group by s.number) c
    where u.org_id = ${orgId} and u.repo_id = ${repoId} and u.number = c.number
      and (u.introduced, u.reopened, u.fixed) is distinct from (c.introduced, c.reopened, c.fixed)`;
}

/** Sets the sums of every day row; its open counts and score stay as they were recorded on that day. */
export async function repairDays(tx: Transaction, scope: RepositoryScope): Promise<void> {
  const days = await repositoryDays(tx, scope);
  await tx`
    update repository_days d set introduced = c.introduced, reopened = c.reopened, fixed = c.fixed, uploads = c.uploads,
      disclosed = c.disclosed, first_scan = c.first_scan
    from (
      select k.day, coalesce(s.introduced, 0) as introduced, coalesce(s.reopened, 0) as reopened,
        coalesce(s.fixed, 0) as fixed, coalesce(s.uploads, 0) as uploads, coalesce(s.disclosed, 0) as disclosed,
        coalesce(s.first_scan, 0) as first_scan
      from repository_days k left join (${daySums(tx, scope, days)}) s on s.day = k.day
      where k.org_id = ${scope.orgId} and k.repo_id = ${scope.repoId}) c
    where d.org_id = ${scope.orgId} and d.repo_id = ${scope.repoId} and d.day = c.day
      and (d.introduced, d.reopened, d.fixed, d.uploads, d.disclosed, d.first_scan)
        is distinct from (c.introduced, c.reopened, c.fixed, c.uploads, c.disclosed, c.first_scan)`;
}
