import type { Via } from '#lib/domain/privilege/inventory.ts';
import type { RepositoryNumber } from '#lib/ids.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { StoredGrant } from './privilege-columns.ts';
import { unused } from './privilege-principals.ts';

export interface GrantFilter {
  repoIds: readonly number[];
  /** Rights of these alone: a principal and its groups. */
  principals: readonly number[] | null;
  /** On these alone. */
  resources: readonly RepositoryNumber[] | null;
  levelMin: number | null;
  vias: readonly Via[] | null;
  unusedSince: Date | null;
  /** Whether the system tells when they were last used. */
  useTold: boolean | null;
}

export type ListedGrant = StoredGrant & { unknownAt: Date | null; sinceAt: Date };

/** Rights that stand, the highest level first. */
export async function listGrants(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: GrantFilter,
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
      where g.org_id = ${orgId} and g.until is null and ${matching(sql, filter)} and ${behind}
      order by g.level desc nulls last, g.repo_id, g.principal, g.key limit ${limit}) g
    join privilege_snapshots s on s.org_id = g.org_id and s.repo_id = g.repo_id and s.number = g.since
    left join privilege_snapshots u on u.org_id = g.org_id and u.repo_id = g.repo_id and u.number = g.unknown_since
    order by g.level desc nulls last, g.repo_id, g.principal, g.key`;
}

/** How many of them stand, up to `limit`. */
export async function countGrants(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: GrantFilter,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from privilege_grants g
      where g.org_id = ${orgId} and g.until is null and ${matching(sql, filter)} limit ${limit}) few`;
  return row?.count ?? 0;
}

/** One is a condition of its own, as its index has it. */
function onThese(sql: Connection, resources: GrantFilter['resources']): Fragment {
  if (resources === null) return sql`true`;
  const [only, ...others] = resources;
  if (only !== undefined && others.length === 0) return sql`g.repo_id = ${only.repoId} and g.resource = ${only.number}`;
  return sql`(g.repo_id, g.resource) in (
    select * from unnest(${resources.map(({ repoId }) => repoId)}::int[], ${resources.map(({ number }) => number)}::int[]))`;
}

function matching(sql: Connection, filter: GrantFilter): Fragment {
  const { repoIds, principals, resources, levelMin, vias, unusedSince, useTold } = filter;
  // As the index of those whose use is told has it.
  const told = useTold === null ? sql`true` : useTold ? sql`g.last_used_told` : sql`not g.last_used_told`;
  return sql`g.repo_id = any(${[...repoIds]}::int[])
    and ${principals === null ? sql`true` : sql`g.principal = any(${[...principals]}::int[])`}
    and ${onThese(sql, resources)}
    and ${levelMin === null ? sql`true` : sql`g.level >= ${levelMin}`}
    and ${vias === null ? sql`true` : sql`g.via = any(${[...vias]}::text[])`}
    and ${unusedSince === null ? sql`true` : unused(sql, 'g.last_used', `'-infinity'::timestamptz`, unusedSince)}
    and ${told}`;
}
