import type { Via } from '#lib/domain/privilege/inventory.ts';
import type { Connection } from '../client.ts';
import type { StoredGrant } from './privilege-columns.ts';
import { unused } from './privilege-principals.ts';

export interface GrantFilter {
  repoIds: readonly number[];
  /** Rights of these alone: a principal and its groups. */
  principals: readonly number[] | null;
  resource: number | null;
  levelMin: number | null;
  vias: readonly Via[] | null;
  unusedSince: Date | null;
}

export type ListedGrant = StoredGrant & { unknownAt: Date | null; sinceAt: Date };

/** Rights that stand, the highest level first. */
export async function listGrants(
  sql: Connection,
  { orgId }: { orgId: number },
  { repoIds, principals, resource, levelMin, vias, unusedSince }: GrantFilter,
  { after, limit }: { after: { level: number; repoId: number; principal: number; key: string } | null; limit: number },
): Promise<ListedGrant[]> {
  const behind =
    after === null
      ? sql`true`
      : sql`g.level <= ${after.level} and (g.level < ${after.level}
          or (g.repo_id, g.principal, g.key) > (${after.repoId}::int, ${after.principal}::int, decode(${after.key}, 'hex')))`;
  return sql<ListedGrant[]>`
    select g.*, u.collected_at as unknown_at, s.collected_at as since_at
    from (
      select g.* from privilege_grants g
      where g.org_id = ${orgId} and g.until is null and g.repo_id = any(${[...repoIds]}::int[])
        and ${principals === null ? sql`true` : sql`g.principal = any(${[...principals]}::int[])`}
        and ${resource === null ? sql`true` : sql`g.resource = ${resource}`}
        and ${levelMin === null ? sql`true` : sql`g.level >= ${levelMin}`}
        and ${vias === null ? sql`true` : sql`g.via = any(${[...vias]}::text[])`}
        and ${unusedSince === null ? sql`true` : unused(sql, 'g.last_used', `'-infinity'::timestamptz`, unusedSince)}
        and ${behind}
      order by g.level desc nulls last, g.repo_id, g.principal, g.key limit ${limit}) g
    join privilege_snapshots s on s.org_id = g.org_id and s.repo_id = g.repo_id and s.number = g.since
    left join privilege_snapshots u on u.org_id = g.org_id and u.repo_id = g.repo_id and u.number = g.unknown_since
    order by g.level desc nulls last, g.repo_id, g.principal, g.key`;
}
