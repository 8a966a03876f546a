import type { Connection } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';
import type { Upload } from './uploads.ts';

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

/** Systems that have an inventory in effect which this scanner read. */
export async function findSystemsOf(sql: Connection, { orgId }: OrganizationScope, scanner: string): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select r.id from repositories r
    where r.org_id = ${orgId} and r.kind = 'system' and r.deleting_at is null and exists (
      select 1 from streams s
      where s.org_id = ${orgId} and s.repo_id = r.id and s.scanner = ${scanner} and s.tracked
        and s.current_upload is not null)
    order by r.id`;
  return rows.map(({ id }) => id);
}
