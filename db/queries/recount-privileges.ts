import type { Connection } from '../client.ts';
import type { CountedRow } from './recount-history.ts';
import type { RepositoryScope } from './scope.ts';

/** What the newest snapshot of a system says that stands, against the rows; and changes of each snapshot. */
export async function snapshotsOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  const here = sql`org_id = ${orgId} and repo_id = ${repoId}`;
  return sql<CountedRow[]>`
    with newest as (select * from privilege_snapshots where ${here} order by number desc limit 1),
    counted(principals, memberships, resources, grants, unknown) as (
      select p.rows, m.rows, r.rows, g.rows, p.open + m.open + r.open + g.open
      from (select count(*) as rows, count(unknown_since) as open from privilege_principals where ${here} and until is null) p,
        (select count(*) as rows, count(unknown_since) as open from privilege_memberships where ${here} and until is null) m,
        (select count(*) as rows, count(unknown_since) as open from privilege_resources where ${here} and until is null) r,
        (select count(*) as rows, count(unknown_since) as open from privilege_grants where ${here} and until is null) g),
    drawn as (select snapshot, count(*) as changes from privilege_changes where ${here} group by snapshot)
    select n.number::text as name, v.name as column, v.stored::text as stored, v.counted::text as counted
    from newest n, counted c, lateral (values
      ('principals', n.principals, c.principals), ('memberships', n.memberships, c.memberships),
      ('resources', n.resources, c.resources), ('grants', n.grants, c.grants), ('unknown', n.unknown, c.unknown)) v(name, stored, counted)
    where v.stored <> v.counted
    union all
    select s.number::text, 'changes', s.changes::text, coalesce(d.changes, 0)::text
    from privilege_snapshots s left join drawn d on d.snapshot = s.number
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.changes <> coalesce(d.changes, 0)`;
}

/** What two versions say of one thing at one time: there is one at most. */
export async function doubledVersionsOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  const here = sql`org_id = ${orgId} and repo_id = ${repoId} and until is null`;
  return sql<CountedRow[]>`
    select d.kind || ' ' || encode(d.key, 'hex') as name, 'until' as column, d.count::text as stored, '1' as counted
    from (
      select 'principal' as kind, key, count(*) from privilege_principals where ${here} group by key
      union all select 'resource', key, count(*) from privilege_resources where ${here} group by key
      union all select 'membership', key, count(*) from privilege_memberships where ${here} group by key
      union all select 'grant', key, count(*) from privilege_grants where ${here} group by key) d
    where d.count > 1 limit 100`;
}
