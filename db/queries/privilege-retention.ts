import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/** The oldest snapshot of a system that is kept whole. */
export interface Floor {
  repoId: number;
  system: string;
  number: number;
  collectedAt: Date;
}

/**
 * For each system that has something older: the oldest snapshot that stays. It is the first that was collected since `before`,
 * the newest one in any case, and none younger than what a review of access that is not over was frozen from.
 */
export async function findFloors(sql: Connection, { orgId }: OrganizationScope, before: Date): Promise<Floor[]> {
  return sql<Floor[]>`
    with frozen as materialized (
      select (s.value ->> 'repoId')::int as repo_id, min((s.value ->> 'number')::int) as number
      from access_reviews a cross join lateral jsonb_array_elements(a.snapshots) s
      where a.org_id = ${orgId} and (a.state = 'open' or exists (
        select 1 from access_review_items i
        where i.org_id = ${orgId} and i.review = a.id and i.verification in ('pending', 'present', 'unknown')))
      group by 1)
    select r.id as repo_id, r.full_name as system, k.number, k.collected_at
    from repositories r
    cross join lateral (
      select number from privilege_snapshots
      where org_id = ${orgId} and repo_id = r.id order by number desc limit 1) n
    left join frozen f on f.repo_id = r.id
    cross join lateral (
      select number, collected_at from privilege_snapshots s
      where s.org_id = ${orgId} and s.repo_id = r.id and s.removed_at is null
        and (s.collected_at >= ${before} or s.number = n.number or s.number >= f.number)
      order by s.number limit 1) k
    where r.org_id = ${orgId} and r.kind = 'system' and r.deleting_at is null and exists (
      select 1 from privilege_snapshots o
      where o.org_id = ${orgId} and o.repo_id = r.id and o.number < k.number and o.removed_at is null)
    order by r.id`;
}

export interface RemovedPrivileges {
  snapshots: number;
  changes: number;
  /** Stored inventories, and their bytes on the disk. */
  inventories: number;
  bytes: number;
}

/** What lies below a floor: snapshots, what they changed, and inventories that are stored. */
export async function countBelow(
  sql: Connection,
  { orgId }: OrganizationScope,
  { repoId, number, collectedAt }: Floor,
): Promise<RemovedPrivileges> {
  const [row] = await sql<RemovedPrivileges[]>`
    select s.snapshots, s.changes, u.inventories, u.bytes
    from (
      select count(*)::float8 as snapshots, coalesce(sum(changes), 0)::float8 as changes from privilege_snapshots
      where org_id = ${orgId} and repo_id = ${repoId} and number < ${number} and removed_at is null) s,
    (select count(*)::float8 as inventories, coalesce(sum(u.stored_bytes), 0)::float8 as bytes from uploads u
      where ${inventoriesBelow(sql, { orgId, repoId }, collectedAt)}) u`;
  return row ?? { snapshots: 0, changes: 0, inventories: 0, bytes: 0 };
}

/** Inventories that were collected before a time, are in effect nowhere and wait for nothing. */
function inventoriesBelow(sql: Connection, { orgId, repoId }: RepositoryScope, before: Date): Fragment {
  return sql`
    u.org_id = ${orgId} and u.repo_id = ${repoId} and u.bytes_removed_at is null and u.order_at < ${before}
    and u.state in ('processed', 'superseded')
    and exists (
      select 1 from upload_parts p
      where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.upload = u.number and p.inventory is not null)
    and not exists (
      select 1 from streams s where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.current_upload = u.number)`;
}

/** Marks stored inventories below a floor as removed; their bytes are dropped after the transaction. */
export async function markInventoriesRemoved(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { repoId, collectedAt }: Floor,
  now: Date,
): Promise<{ blob: string; storedBytes: number }[]> {
  return tx<{ blob: string; storedBytes: number }[]>`
    update uploads u set bytes_removed_at = ${now} where ${inventoriesBelow(tx, { orgId, repoId }, collectedAt)}
    returning u.blob, u.stored_bytes::float8 as stored_bytes`;
}

/**
 * Removes what only snapshots below a floor had. What stands, and since when, stays, and so does what ended with the floor itself:
 * its changes name it. @returns how many snapshots and changes
 */
export async function removeBelow(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { repoId, number }: Floor,
  now: Date,
): Promise<Pick<RemovedPrivileges, 'snapshots' | 'changes'>> {
  const here = tx`org_id = ${orgId} and repo_id = ${repoId}`;
  await tx`delete from privilege_grants where ${here} and until < ${number}`;
  await tx`delete from privilege_memberships where ${here} and until < ${number}`;
  await tx`delete from privilege_resources where ${here} and until < ${number}`;
  // Of who is still there the first version stays: it says since when.
  await tx`
    delete from privilege_principals p where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.until < ${number}
      and (
        exists (
          select 1 from privilege_principals o
          where o.org_id = ${orgId} and o.repo_id = ${repoId} and o.number = p.number and o.since < p.since)
        or not exists (
          select 1 from privilege_principals o
          where o.org_id = ${orgId} and o.repo_id = ${repoId} and o.number = p.number
            and (o.until is null or o.until >= ${number})))`;
  const changes = await tx`delete from privilege_changes where ${here} and snapshot < ${number} returning 1`;
  const [snapshots] = await tx<{ count: number }[]>`
    with below as (
      update privilege_snapshots set removed_at = ${now}, changes = 0, sections = '[]'
      where ${here} and number < ${number} and removed_at is null returning 1)
    select count(*)::int as count from below`;
  return { snapshots: snapshots?.count ?? 0, changes: changes.length };
}

/** Snapshots that were removed, and whose time nothing that is left refers to. */
export async function dropUnusedSnapshots(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  const here = tx`org_id = ${orgId} and repo_id = ${repoId}`;
  await tx`
    with used(number) as (
      select since from privilege_principals where ${here}
      union select since from privilege_memberships where ${here}
      union select since from privilege_resources where ${here}
      union select since from privilege_grants where ${here}
      union select unknown_since from privilege_principals where ${here}
      union select unknown_since from privilege_memberships where ${here}
      union select unknown_since from privilege_resources where ${here}
      union select unknown_since from privilege_grants where ${here})
    delete from privilege_snapshots s
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.removed_at is not null
      and not exists (select 1 from used u where u.number = s.number)`;
}

/** Removes paths that closed, and runs with what they changed, from before a floor. The newest run stays. */
export async function removePathsBelow(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { repoId, collectedAt }: Floor,
): Promise<void> {
  const here = tx`org_id = ${orgId} and repo_id = ${repoId}`;
  const old = tx`
    select upload from privilege_path_runs
    where ${here} and collected_at < ${collectedAt}
      and upload <> (select max(upload) from privilege_path_runs where ${here})`;
  await tx`delete from privilege_path_changes where ${here} and upload in (${old})`;
  await tx`delete from privilege_path_runs where ${here} and upload in (${old})`;
  await tx`
    delete from privilege_paths p where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.until_at < ${collectedAt}
      and not exists (
        select 1 from privilege_path_changes c
        where c.org_id = ${orgId} and c.repo_id = ${repoId} and c.path = p.id)`;
}

/** The oldest snapshot of a system that was not removed; null: there is none. */
export async function findOldestKept(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<number | null> {
  const [row] = await sql<{ number: number }[]>`
    select number from privilege_snapshots
    where org_id = ${orgId} and repo_id = ${repoId} and removed_at is null order by number limit 1`;
  return row?.number ?? null;
}

/** How many snapshots of all systems are kept, how many changes, and when the oldest was collected. */
export async function countKeptPrivileges(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<{ snapshots: number; changes: number; oldest: Date | null }> {
  const [row] = await sql<{ snapshots: number; changes: number; oldest: Date | null }[]>`
    select count(*)::float8 as snapshots, coalesce(sum(changes), 0)::float8 as changes, min(collected_at) as oldest
    from privilege_snapshots where org_id = ${orgId} and removed_at is null`;
  return row ?? { snapshots: 0, changes: 0, oldest: null };
}

export async function setKeepPrivilegesDays(tx: Transaction, orgId: number, days: number | null): Promise<void> {
  await tx`update organizations set keep_privileges_days = ${days} where id = ${orgId}`;
}
