import type { ResourceKind } from '#lib/domain/privilege/inventory.ts';
import { NAMED_FOR_PRODUCTION } from '#lib/domain/privilege/settings.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { StoredResource } from './privilege-columns.ts';

export interface ResourceFilter {
  repoIds: readonly number[];
  /** A LIKE pattern. */
  name: string | null;
  kinds: readonly ResourceKind[];
  /** Whether their own name is LIKE one of these patterns, or none. */
  production: { patterns: readonly string[]; is: boolean } | null;
}

export type ListedResource = StoredResource & { unknownAt: Date | null };

/** Resources that stand, kind by kind. */
export async function listResources(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: ResourceFilter,
  { after, limit }: { after: { kind: string; repoId: number; number: number } | null; limit: number },
): Promise<ListedResource[]> {
  return sql<ListedResource[]>`
    select p.*, s.collected_at as unknown_at
    from (
      select p.* from privilege_resources p
      where p.org_id = ${orgId} and p.until is null and ${matching(sql, filter)}
        and ${after === null ? sql`true` : sql`(p.kind, p.repo_id, p.number) > (${after.kind}, ${after.repoId}::int, ${after.number}::int)`}
      order by p.kind, p.repo_id, p.number limit ${limit}) p
    left join privilege_snapshots s on s.org_id = p.org_id and s.repo_id = p.repo_id and s.number = p.unknown_since
    order by p.kind, p.repo_id, p.number`;
}

/** How many of them stand, up to `limit`. */
export async function countResources(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: ResourceFilter,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from privilege_resources p
      where p.org_id = ${orgId} and p.until is null and ${matching(sql, filter)} limit ${limit}) few`;
  return row?.count ?? 0;
}

/** Those of this name, as a LIKE pattern: letter case does not matter. */
export async function findResourcesNamed(
  sql: Connection,
  { orgId }: { orgId: number },
  { repoIds, kind, name }: { repoIds: readonly number[]; kind: ResourceKind; name: string },
): Promise<{ repoId: number; number: number }[]> {
  return sql<{ repoId: number; number: number }[]>`
    select p.repo_id, p.number from privilege_resources p
    where p.org_id = ${orgId} and p.until is null and p.kind = ${kind} and p.repo_id = any(${[...repoIds]}::int[])
      and p.name ilike ${name}
    order by p.repo_id, p.number`;
}

const matching = (sql: Connection, { repoIds, name, kinds, production }: ResourceFilter): Fragment =>
  sql`p.kind = any(${[...kinds]}::text[]) and p.repo_id = any(${[...repoIds]}::int[])
    and ${name === null ? sql`true` : sql`p.name ilike ${name}`}
    and ${production === null ? sql`true` : sql`${isProduction(sql, production.patterns)} = ${production.is}`}`;

/** Shown with what they lie in, `acme/web production`: the pattern is about their own name. */
const isProduction = (sql: Connection, patterns: readonly string[]) =>
  sql`(p.kind = any(${[...NAMED_FOR_PRODUCTION]}::text[]) and lower(substr(p.name, strpos(p.name, ' ') + 1)) like any(${[...patterns]}::text[]))`;

/** How many resources are production's, up to `limit`. */
export async function countProduction(
  sql: Connection,
  { orgId }: { orgId: number },
  repoIds: readonly number[],
  patterns: readonly string[],
  limit: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from privilege_resources p
      where p.org_id = ${orgId} and p.until is null and p.repo_id = any(${[...repoIds]}::int[]) and ${isProduction(sql, patterns)}
      limit ${limit}) few`;
  return row?.count ?? 0;
}

export interface NamedResource {
  repoId: number;
  number: number;
  name: string;
  kind: ResourceKind;
}

/** Names of resources, as they are now or were last. */
export async function findResourceNames(
  sql: Connection,
  { orgId }: { orgId: number },
  places: readonly { repoId: number; number: number }[],
): Promise<NamedResource[]> {
  if (places.length === 0) return [];
  return sql<NamedResource[]>`
    select w.repo_id, w.number, p.name, p.kind
    from (select distinct * from unnest(${places.map(({ repoId }) => repoId)}::int[], ${places.map(({ number }) => number)}::int[]) as w(repo_id, number)) w,
      lateral (
        select name, kind from privilege_resources
        where org_id = ${orgId} and repo_id = w.repo_id and number = w.number order by since desc limit 1) p`;
}
