import type { Connection } from '../client.ts';
import type { CountedRow } from './recount-history.ts';
import type { RepositoryScope } from './scope.ts';

/** Who goes each path, against the sets that have them; and what the runs say that they found, against what is there. */
export async function pathsOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  const here = sql`org_id = ${orgId} and repo_id = ${repoId}`;
  return sql<CountedRow[]>`
    with sets as (select id, cardinality(members) as size from privilege_path_sets where ${here}),
    newest as (select * from privilege_path_runs where ${here} order by upload desc limit 1),
    told as (
      select upload, count(*) filter (where kind = 'gained') as gained, count(*) filter (where kind = 'lost') as lost
      from privilege_path_changes where ${here} group by upload)
    select p.key as name, v.name as column, v.stored::text as stored, coalesce(v.counted, -1)::text as counted
    from (select * from privilege_paths where ${here}) p
    left join sets a on a.id = p.alone_set
    left join sets h on h.id = p.helped_set
    cross join lateral (values
      ('alone_count', p.alone_count, a.size), ('helped_count', p.helped_count, h.size)) v(name, stored, counted)
    where v.stored is distinct from v.counted
    union all
    select n.upload::text, 'paths', n.paths::text, c.rows::text
    from newest n, (select count(*) as rows from privilege_paths where ${here} and until is null and unread_since is null) c
    where n.problem is null and n.paths <> c.rows
    union all
    select r.upload::text, v.name, v.stored::text, v.counted::text
    from (select * from privilege_path_runs where ${here}) r
    left join told t on t.upload = r.upload
    cross join lateral (values
      ('gained', r.gained, coalesce(t.gained, 0)), ('lost', r.lost, coalesce(t.lost, 0))) v(name, stored, counted)
    where v.stored <> v.counted
    limit 300`;
}
