import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { INVENTORY_SOURCES } from '#lib/domain/privilege/inventory.ts';
import type { People } from '#lib/domain/privilege/path-report/path-report.ts';
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

/** Names of what reads inventories: its titles are sentences of ours. */
const READERS = INVENTORY_SOURCES.map((source) => `plumbline-${source}`);

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

/** What an inventory shows that gives too much. */
export interface PrivilegeWeakness {
  repoId: number;
  number: number;
  fullName: string;
  title: string;
}

/** Critical and high findings of inventories that were opened since then and are open, the worst first, of those the newest. */
export async function findNewWeaknesses(
  sql: Connection,
  scope: ReadScope,
  since: Date,
  limit: number,
): Promise<PrivilegeWeakness[]> {
  const { orgId } = scope;
  return sql<PrivilegeWeakness[]>`
    select f.repo_id, f.number, r.full_name, f.title from findings f
    join repositories r on r.org_id = ${orgId} and r.id = f.repo_id and r.deleting_at is null
    where f.org_id = ${orgId} and f.state = 'open' and f.category = 'privilege' and f.severity >= 3
      and f.scanner = any(${READERS}::text[])
      and f.opened_at >= ${since} and ${inScope(sql, scope, 'f.repo_id')} and ${countsForOrganization(sql, scope)}
    order by f.severity desc, f.opened_at desc, f.repo_id desc, f.number desc limit ${limit}`;
}

/** Somebody reaches something of production alone who did not before, by a way that stands. */
export interface PathGain {
  repoId: number;
  fullName: string;
  path: number;
  targetId: string;
  targetName: string;
  targetRepository: string | null;
  /** Another system that the target is in: who may not read that one is not told. */
  targetSystem: number | null;
  people: People;
}

/** Those of inventories that were collected since then, the worst first, of those the newest. */
export async function findPathGains(
  sql: Connection,
  scope: ReadScope,
  since: Date,
  limit: number,
): Promise<PathGain[]> {
  const { orgId } = scope;
  return sql<PathGain[]>`
    select c.repo_id, r.full_name, c.path, p.target_id, p.target_name, p.target_repository, p.target_system, c.people
    from privilege_path_changes c
    join privilege_paths p on p.org_id = ${orgId} and p.repo_id = c.repo_id and p.id = c.path
    join repositories r on r.org_id = ${orgId} and r.id = c.repo_id and r.deleting_at is null
    where c.org_id = ${orgId} and c.kind = 'gained' and c.at >= ${since} and p.until is null
      and ${inScope(sql, scope, 'c.repo_id')} and ${countsForOrganization(sql, scope)}
    order by p.rank, c.at desc, c.repo_id desc, c.id desc limit ${limit}`;
}
