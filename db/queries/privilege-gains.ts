import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import { countsForOrganization, inScope } from './scope.ts';

/** A change by which somebody became admin of something. */
export interface AdminGain {
  repoId: number;
  fullName: string;
  at: Date;
  /** How many, and the names of the first. */
  admins: number;
  names: string[];
  /** Of what, or by which group; null: by its own permissions. */
  resource: string | null;
  groupName: string | null;
  /** How many rights follow from it. */
  follows: number;
}

const NAME = 'order by since desc limit 1';

/** Who became admin since a time, the newest first. What follows from another change is not told beside it. */
export async function findAdminGains(
  sql: Connection,
  scope: ReadScope,
  since: Date,
  limit: number,
): Promise<AdminGain[]> {
  const { orgId } = scope;
  return sql<AdminGain[]>`
    select c.repo_id, r.full_name, c.at, c.admins, c.follows,
      array(select p.name from unnest(c.admin_sample[1:5]) with ordinality w(number, place), lateral (
        select name from privilege_principals
        where org_id = ${orgId} and repo_id = c.repo_id and number = w.number ${sql.unsafe(NAME)}) p order by w.place) as names,
      (select name from privilege_resources
        where org_id = ${orgId} and repo_id = c.repo_id and number = c.resource ${sql.unsafe(NAME)}) as resource,
      (select name from privilege_principals
        where org_id = ${orgId} and repo_id = c.repo_id and number = c.group_number ${sql.unsafe(NAME)}) as group_name
    from (
      select * from privilege_changes c
      where c.org_id = ${orgId} and c.admins > 0 and c.at >= ${since} and ${inScope(sql, scope, 'c.repo_id')}
        -- A cause of which somebody became admin made somebody admin too: that one is told.
        and c.cause is null
      order by c.at desc nulls last, c.repo_id, c.number limit ${limit}) c
    join repositories r on r.org_id = ${orgId} and r.id = c.repo_id and r.deleting_at is null
    where ${countsForOrganization(sql, scope)}
    order by c.at desc nulls last, c.repo_id, c.number`;
}
