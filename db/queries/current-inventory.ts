import { INVENTORY_SOURCES } from '#lib/domain/privilege/inventory.ts';
import type { Connection } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';
import type { Upload } from './uploads.ts';

/** Scanners that read inventories. */
const READERS: string[] = INVENTORY_SOURCES.map((source) => `plumbline-${source}`);

/** The inventory that is in effect in a system: the newest one of its stream, with its bytes; null where there is none. */
export async function findCurrentInventory(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  scanner: string,
): Promise<Upload | null> {
  const [row] = await sql<Upload[]>`
    select u.* from streams s
    join uploads u on u.org_id = s.org_id and u.repo_id = s.repo_id and u.number = s.current_upload
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and u.org_id = ${orgId} and u.repo_id = ${repoId}
      and s.tracked and s.scanner = ${scanner} and u.bytes_removed_at is null
    order by u.order_at desc, u.number desc limit 1`;
  return row ?? null;
}

export interface JoinedInventory extends Upload {
  /** The system: `aws/123456789012`. */
  system: string;
  scanner: string;
}

/** The inventories in effect of systems that these scanners read, of the demo or of what is real. */
export async function findCurrentInventories(
  sql: Connection,
  { orgId }: OrganizationScope,
  { scanners, demo }: { scanners: readonly string[]; demo: boolean },
): Promise<JoinedInventory[]> {
  return sql<JoinedInventory[]>`
    select u.*, r.full_name as system, s.scanner from repositories r
    join streams s on s.org_id = ${orgId} and s.repo_id = r.id and s.tracked and s.scanner = any(${[...scanners]}::text[])
    join uploads u on u.org_id = ${orgId} and u.repo_id = r.id and u.number = s.current_upload
    where r.org_id = ${orgId} and r.kind = 'system' and r.deleting_at is null and r.demo = ${demo}
      and u.bytes_removed_at is null
    order by r.id, u.order_at desc, u.number desc`;
}

/** Those of these uploads whose bytes are still kept. */
export async function findInventoriesByUpload(
  sql: Connection,
  { orgId }: OrganizationScope,
  uploads: readonly { repoId: number; upload: number }[],
): Promise<JoinedInventory[]> {
  if (uploads.length === 0) return [];
  return sql<JoinedInventory[]>`
    select u.*, r.full_name as system, s.scanner
    from unnest(${uploads.map(({ repoId }) => repoId)}::int[], ${uploads.map(({ upload }) => upload)}::int[]) a(repo_id, number)
    join repositories r on r.org_id = ${orgId} and r.id = a.repo_id and r.deleting_at is null
    join uploads u on u.org_id = ${orgId} and u.repo_id = r.id and u.number = a.number and u.bytes_removed_at is null
    join lateral (
      select t.scanner from streams t
      where t.org_id = ${orgId} and t.repo_id = r.id and t.tracked and t.scanner like 'plumbline-%' and t.scanner <> 'plumbline-paths'
      order by t.id limit 1) s on true
    order by r.id`;
}

/**
 * All inventories that are in effect in a system, with their bytes: one, where one reader reads it. Not where a newer one is
 * held: it waits for the next one, and would take what is older for it.
 */
export async function findInventoriesInEffect(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<Upload[]> {
  return sql<Upload[]>`
    select u.* from uploads u
    where u.org_id = ${orgId} and u.repo_id = ${repoId} and u.bytes_removed_at is null and u.number in (
      select s.current_upload from streams s
      where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.tracked and s.held_upload is null
        and s.scanner = any(${READERS}::text[]))
    order by u.order_at, u.number`;
}

/** Systems that have an inventory in effect. @param scanners of those that one of these read; left out: all */
export async function findSystemsOf(
  sql: Connection,
  { orgId }: OrganizationScope,
  scanners: readonly string[] = READERS,
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select r.id from repositories r
    where r.org_id = ${orgId} and r.kind = 'system' and r.deleting_at is null and exists (
      select 1 from streams s
      where s.org_id = ${orgId} and s.repo_id = r.id and s.scanner = any(${[...scanners]}::text[]) and s.tracked
        and s.current_upload is not null)
    order by r.id`;
  return rows.map(({ id }) => id);
}
