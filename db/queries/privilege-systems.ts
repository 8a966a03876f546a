import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { InventorySource } from '#lib/domain/privilege/inventory.ts';
import type { Connection } from '../client.ts';
import type { Snapshot } from './privilege-snapshots.ts';
import { countsForOrganization, inScope } from './scope.ts';

/** A system of which there are inventories, with its newest snapshot. */
export interface PrivilegeSystem {
  repoId: number;
  fullName: string;
  source: InventorySource;
  /** Of the newest snapshot. */
  number: number;
  collectedAt: Date;
}

/**
 * Systems that the caller sees and that have an inventory: there are few of them.
 * @param repoIds null: all that count for the organization
 */
export async function findSystems(
  sql: Connection,
  scope: ReadScope,
  { repoIds, sources }: { repoIds: number[] | null; sources: readonly InventorySource[] | null },
): Promise<PrivilegeSystem[]> {
  return sql<PrivilegeSystem[]>`
    select r.id as repo_id, r.full_name, s.source, s.number, s.collected_at
    from repositories r
    join lateral (
      select source, number, collected_at from privilege_snapshots
      where org_id = ${scope.orgId} and repo_id = r.id order by number desc limit 1) s on true
    where r.org_id = ${scope.orgId} and r.kind = 'system' and r.deleting_at is null and ${inScope(sql, scope, 'r.id', repoIds)}
      and ${repoIds === null ? countsForOrganization(sql, scope) : sql`true`}
      and ${sources === null ? sql`true` : sql`s.source = any(${[...sources]}::text[])`}
    order by r.full_name`;
}

export interface SnapshotPage {
  newest: boolean;
  /** When the last row was collected, its system and number. */
  after: { at: string; repoId: number; number: number } | null;
  limit: number;
}

export type ListedSnapshot = Snapshot & { key: string };

/** Snapshots of these systems, the newest first. */
export async function listSnapshots(
  sql: Connection,
  { orgId }: { orgId: number },
  systems: readonly PrivilegeSystem[],
  { newest, after, limit }: SnapshotPage,
): Promise<ListedSnapshot[]> {
  const ids = systems.map(({ repoId }) => repoId);
  return sql<ListedSnapshot[]>`
    select s.*, to_char(s.collected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key
    from unnest(${ids}::int[]) as w(repo_id), lateral (
      select * from privilege_snapshots s
      where s.org_id = ${orgId} and s.repo_id = w.repo_id and s.removed_at is null
        and ${after === null ? sql`true` : sql`(s.collected_at, s.repo_id, s.number) < (${after.at}::text::timestamptz, ${after.repoId}::int, ${after.number}::int)`}
      order by s.number desc limit ${newest ? 1 : limit}) s
    order by s.collected_at desc, s.repo_id desc, s.number desc limit ${limit}`;
}
