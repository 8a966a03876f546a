import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import type { Connection, Sql, Transaction } from '../client.ts';
import { ownRank } from './finding-rank.ts';
import { effortsOf } from './recount-efforts.ts';
import { exploitsOf, kevDueOf, severitiesOf } from './recount-feeds.ts';
import { type CountedRow, daysOf, doubledEventsOf, flowsOf } from './recount-history.ts';
import { ledgerOf } from './recount-ledger.ts';
import { pathsOf } from './recount-paths.ts';
import { doubledVersionsOf, snapshotsOf } from './recount-privileges.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';
import { loweredFrom } from './severity-overrides.ts';

/** A stored number that differs from its recount. `scope` names the row. */
export interface Difference {
  table: string;
  scope: string;
  column: string;
  stored: string | null;
  counted: string | null;
}

export async function listAllRepositories(sql: Sql): Promise<(RepositoryScope & { fullName: string })[]> {
  return sql<(RepositoryScope & { fullName: string })[]>`
    select s.org_id, s.repo_id, r.full_name from repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id order by 1, 2`;
}

/** Stored numbers of an organization that differ from a recount, in one snapshot; its repositories are counted each for itself. */
export async function findOrganizationDifferences(tx: Transaction, scope: OrganizationScope): Promise<Difference[]> {
  return differences('learned_efforts', `organization ${scope.orgId}`, await effortsOf(tx, scope));
}

function differences(table: string, repository: string, rows: readonly CountedRow[]): Difference[] {
  return rows.map(({ name, column, stored, counted }) => {
    return { table, scope: name === '' ? repository : `${repository} ${name}`, column, stored, counted };
  });
}

/** Stored numbers of one repository that differ from a recount, in one snapshot. */
export async function findDifferences(
  tx: Transaction,
  scope: RepositoryScope,
  repository: string,
): Promise<Difference[]> {
  return [
    ...differences('finding_counts', repository, await countsOf(tx, scope)),
    ...differences('repository_state', repository, await stateOf(tx, scope)),
    ...differences('actions', repository, await actionsOf(tx, scope)),
    ...differences('actions', repository, await loadsOf(tx, scope)),
    ...differences('streams', repository, await streamsOf(tx, scope)),
    ...differences('sightings', repository, await strayOf(tx, scope)),
    ...differences('repository_numbers', repository, await numbersOf(tx, scope)),
    ...differences('findings', repository, await statesOf(tx, scope)),
    ...differences('findings', repository, await ranksOf(tx, scope)),
    ...differences('findings', repository, await exploitsOf(tx, scope)),
    ...differences('actions', repository, await kevDueOf(tx, scope)),
    ...differences('findings', repository, await severitiesOf(tx, scope)),
    ...differences('exceptions', repository, await exceptionsOf(tx, scope)),
    ...differences('severity_overrides', repository, await overridesOf(tx, scope)),
    ...differences('finding_events', repository, await doubledEventsOf(tx, scope)),
    ...differences('uploads', repository, await flowsOf(tx, scope)),
    ...differences('repository_days', repository, await daysOf(tx, scope)),
    ...differences('ledger_entries', repository, await ledgerOf(tx, scope)),
    ...differences('privilege_snapshots', repository, await snapshotsOf(tx, scope)),
    ...differences('privilege_rows', repository, await doubledVersionsOf(tx, scope)),
    ...differences('privilege_paths', repository, await pathsOf(tx, scope)),
  ];
}

async function countsOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    with stored as (
      select state, category, severity, scanner, count from finding_counts where org_id = ${orgId} and repo_id = ${repoId}),
    counted as (
      select state, category, coalesce(severity_set, severity) as severity, scanner, count(*) as count from findings
      where org_id = ${orgId} and repo_id = ${repoId} group by 1, 2, 3, 4)
    select concat_ws(' ', state, category, severity, scanner) as name, 'count' as column, s.count::text as stored, c.count::text as counted
    from stored s full join counted c using (state, category, severity, scanner)
    where s.count is distinct from c.count`;
}

/** `uploads` counts reports that took effect. */
async function stateOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    with counted as (
      select count(*) filter (where severity = 4) as open_critical, count(*) filter (where severity = 3) as open_high,
        count(*) filter (where severity = 2) as open_medium, count(*) filter (where severity = 1) as open_low,
        count(*) filter (where severity = 0) as open_info,
        count(*) filter (where severity = -1) as open_unknown, count(distinct action_number) as open_actions
      from (
        select coalesce(severity_set, severity) as severity, action_number from findings
        where org_id = ${orgId} and repo_id = ${repoId} and state = 'open') f),
    done as (
      select count(*) as uploads from uploads where org_id = ${orgId} and repo_id = ${repoId} and state = 'processed')
    select '' as name, v.name as column, v.stored::text as stored, v.counted::text as counted
    from repository_state s, counted c, done d, lateral (values
      ('open_critical', s.open_critical, c.open_critical), ('open_high', s.open_high, c.open_high),
      ('open_medium', s.open_medium, c.open_medium), ('open_low', s.open_low, c.open_low),
      ('open_info', s.open_info, c.open_info), ('open_unknown', s.open_unknown, c.open_unknown), ('open_actions', s.open_actions, c.open_actions),
      ('uploads', s.uploads, d.uploads)) v(name, stored, counted)
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and v.stored <> v.counted`;
}

async function actionsOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    with counted as (
      select action_number as number, count(*) filter (where state = 'open') as open,
        count(*) filter (where state = 'accepted') as accepted
      from findings where org_id = ${orgId} and repo_id = ${repoId} and state in ('open', 'accepted') group by 1)
    select coalesce(a.number, c.number)::text as name, v.name as column, v.stored::text as stored, v.counted::text as counted
    from (select number, open, accepted from actions where org_id = ${orgId} and repo_id = ${repoId}) a
    full join counted c using (number), lateral (values
      ('open', a.open, coalesce(c.open, 0)), ('accepted', a.accepted, coalesce(c.accepted, 0))) v(name, stored, counted)
    where v.stored is distinct from v.counted`;
}

/** The facts that units and rank are computed from: per state and facts how many, and the oldest clock. */
async function loadsOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  const words = sql`(array['unknown', 'info', 'low', 'medium', 'high', 'critical'])`;
  return sql<CountedRow[]>`
    with stored as (
      select a.number, loads.state, severity.key as severity, part ->> 'confidence' as confidence,
        coalesce(part ->> 'exploit', 'none') as exploit, coalesce(part ->> 'loweredFrom', '') as lowered, (part ->> 'count')::int as count,
        date_trunc('milliseconds', (part ->> 'openedAt')::timestamptz) as opened_at
      from actions a, lateral (values ('open', a.load), ('accepted', a.accepted_load)) loads(state, load),
        jsonb_each(loads.load) as severity, jsonb_array_elements(severity.value) as part
      where a.org_id = ${orgId} and a.repo_id = ${repoId}),
    counted as (
      select action_number as number, state, ${words}[coalesce(severity_set, severity) + 2] as severity,
        (array['unknown', 'low', 'medium', 'high', 'verified'])[confidence + 1] as confidence,
        (${[...EXPLOITS]}::text[])[exploit + 1] as exploit, coalesce(${words}[${loweredFrom(sql)} + 2], '') as lowered, count(*)::int as count,
        date_trunc('milliseconds', min(opened_at)) as opened_at
      from findings where org_id = ${orgId} and repo_id = ${repoId} and state in ('open', 'accepted') group by 1, 2, 3, 4, 5, 6)
    select concat_ws(' ', number, state, severity, confidence, exploit, lowered) as name, 'load' as column,
      s.count || ' since ' || s.opened_at as stored, c.count || ' since ' || c.opened_at as counted
    from stored s full join counted c using (number, state, severity, confidence, exploit, lowered)
    where (s.count, s.opened_at) is distinct from (c.count, c.opened_at)`;
}

async function streamsOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    select st.id::text as name, 'present' as column, st.present::text as stored, count(s.finding_number)::text as counted
    from streams st
    left join sightings s on s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = st.id and s.until_upload is null
    where st.org_id = ${orgId} and st.repo_id = ${repoId}
    group by st.id, st.present having st.present <> count(s.finding_number)`;
}

/** Sightings of streams that do not exist: no foreign key forbids them, because it would cost every import a lookup a row. */
async function strayOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    select s.stream_id::text as name, 'stream_id' as column, s.count::text as stored, '0' as counted
    from (
      select stream_id, count(*) from sightings where org_id = ${orgId} and repo_id = ${repoId} group by stream_id) s
    where not exists (
      select 1 from streams st where st.org_id = ${orgId} and st.repo_id = ${repoId} and st.id = s.stream_id)
    order by s.stream_id limit 100`;
}

/** The last number handed out is never below one that is in use. */
async function numbersOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    with used(kind, last) as (
      select 'finding', max(number) from findings where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'action', max(number) from actions where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'upload', max(number) from uploads where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'stream', max(id) from streams where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'pipeline', max(id) from pipelines where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'exception', max(number) from exceptions where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'exemption', max(number) from exemptions where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'comment', max(number) from comments where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'run', max(id) from runs where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'snapshot', max(number) from privilege_snapshots where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'principal', max(number) from privilege_principals where org_id = ${orgId} and repo_id = ${repoId}
      union all select 'resource', max(number) from privilege_resources where org_id = ${orgId} and repo_id = ${repoId})
    select u.kind as name, 'last' as column, n.last::text as stored, u.last::text as counted from used u
    left join repository_numbers n on n.org_id = ${orgId} and n.repo_id = ${repoId} and n.kind = u.kind
    where u.last is not null and coalesce(n.last, 0) < u.last`;
}

/** The state that follows from the sightings of tracked refs, for every finding whose own state says otherwise. */
async function statesOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    with seen as (
      select s.finding_number as number, bool_and(s.suppressed = 1) as suppressed
      from sightings s join streams st on st.org_id = ${orgId} and st.repo_id = ${repoId} and st.id = s.stream_id
      where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.until_upload is null and st.tracked group by 1)
    select f.number::text as name, 'state' as column, f.state as stored,
      case when seen.number is null then 'fixed or branch' when seen.suppressed then 'suppressed'
        else coalesce(f.decided, 'open') end as counted
    from findings f left join seen on seen.number = f.number
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and not case
      when seen.number is null then f.state in ('fixed', 'branch')
      when seen.suppressed then f.state = 'suppressed' else f.state = coalesce(f.decided, 'open') end
    order by f.number limit 100`;
}

/** What is decided of a finding is the exception of it that is in force. */
async function exceptionsOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    with decided as (
      select number, decided from findings where org_id = ${orgId} and repo_id = ${repoId} and decided is not null),
    in_force as (
      select finding_number as number, kind from exceptions
      where org_id = ${orgId} and repo_id = ${repoId} and state = 'in_force')
    select number::text as name, 'decided' as column, d.decided as stored, e.kind as counted
    from decided d full join in_force e using (number) where d.decided is distinct from e.kind order by number limit 100`;
}

/** Who set a severity stands beside the severity that is set. */
async function overridesOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    with held as (
      select number, severity_set as severity from findings
      where org_id = ${orgId} and repo_id = ${repoId} and severity_set is not null),
    said as (
      select finding_number as number, severity from severity_overrides where org_id = ${orgId} and repo_id = ${repoId})
    select number::text as name, 'severity_set' as column, held.severity::text as stored, said.severity::text as counted
    from held full join said using (number) where held.severity is distinct from said.severity order by number limit 100`;
}

async function ranksOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  return sql<CountedRow[]>`
    select f.number::text as name, 'rank' as column, f.rank::text as stored, ${ownRank(sql)}::text as counted
    from findings f join repositories repo on repo.org_id = f.org_id and repo.id = f.repo_id
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and repo.org_id = ${orgId} and f.rank <> ${ownRank(sql)}
    order by f.number limit 100`;
}
