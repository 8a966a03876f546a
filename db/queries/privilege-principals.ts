import type { Standing } from '#lib/domain/privilege/history/change.ts';
import type { PrincipalKind } from '#lib/domain/privilege/inventory.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { StoredPrincipal } from './privilege-columns.ts';
import type { RepositoryScope } from './scope.ts';

/** Which principals; null does not filter. */
export interface PrincipalFilter {
  repoIds: readonly number[];
  /** A LIKE pattern. */
  name: string | null;
  kinds: readonly PrincipalKind[] | null;
  levelMin: number | null;
  levelMax: number | null;
  standings: readonly Standing[] | null;
  unusedSince: Date | null;
  expiringBefore: Date | null;
  neverExpires: boolean | null;
  unknown: boolean | null;
}

/** How many of them stand, up to `limit`. */
export async function countPrincipals(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: PrincipalFilter,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from privilege_principals p
      where p.org_id = ${orgId} and p.until is null and p.repo_id = any(${[...filter.repoIds]}::int[]) and ${matching(sql, filter)}
      limit ${limit}) few`;
  return row?.count ?? 0;
}

export interface PrincipalPage {
  after: { level: number; repoId: number; number: number } | null;
  limit: number;
}

export type ListedPrincipal = StoredPrincipal & { unknownAt: Date | null };

/** Principals that stand, the highest level first. */
export async function listPrincipals(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: PrincipalFilter,
  { after, limit }: PrincipalPage,
): Promise<ListedPrincipal[]> {
  const behind =
    after === null
      ? sql`true`
      : sql`p.level <= ${after.level} and (p.level < ${after.level} or (p.repo_id, p.number) > (${after.repoId}::int, ${after.number}::int))`;
  return sql<ListedPrincipal[]>`
    select p.*, s.collected_at as unknown_at
    from (
      select p.* from privilege_principals p
      where p.org_id = ${orgId} and p.until is null and p.repo_id = any(${[...filter.repoIds]}::int[])
        and ${matching(sql, filter)} and ${behind}
      order by p.level desc nulls last, p.repo_id, p.number limit ${limit}) p
    left join privilege_snapshots s on s.org_id = p.org_id and s.repo_id = p.repo_id and s.number = p.unknown_since
    order by p.level desc nulls last, p.repo_id, p.number`;
}

function matching(sql: Connection, filter: PrincipalFilter): Fragment {
  const { name, kinds, levelMin, levelMax, standings, unusedSince, expiringBefore, neverExpires, unknown } = filter;
  return sql`${name === null ? sql`true` : sql`p.name ilike ${name}`}
    ${kinds === null ? sql`` : sql`and p.kind = any(${[...kinds]}::text[])`}
    ${levelMin === null ? sql`` : sql`and p.level >= ${levelMin}`}
    ${levelMax === null ? sql`` : sql`and p.level <= ${levelMax}`}
    ${standings === null ? sql`` : sql`and p.standing = any(${[...standings]}::text[])`}
    ${unusedSince === null ? sql`` : sql`and ${unused(sql, 'p.last_active', 'p.created_at', unusedSince)}`}
    ${expiringBefore === null ? sql`` : sql`and p.expires_at < ${expiringBefore}`}
    ${neverExpires === null ? sql`` : sql`and (p.expires_told and p.expires_at is null) = ${neverExpires}`}
    ${unknown === null ? sql`` : sql`and (p.unknown_since is not null) = ${unknown}`}`;
}

/** Used last before a time, or never although it has been there since before: as far as that is told. */
export function unused(sql: Connection, column: string, created: string, since: Date): Fragment {
  const [at, told, made] = [sql.unsafe(`${column}_at`), sql.unsafe(`${column}_told`), sql.unsafe(created)];
  return sql`(${told} and (${at} < ${since} or (${at} is null and coalesce(${made}, '-infinity') < ${since})))`;
}

/** A principal that stands, with when its first version was seen. */
export async function findPrincipal(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
): Promise<(ListedPrincipal & { firstSeen: Date }) | null> {
  const [row] = await sql<(ListedPrincipal & { firstSeen: Date })[]>`
    select p.*, s.collected_at as unknown_at, f.collected_at as first_seen
    from privilege_principals p
    left join privilege_snapshots s on s.org_id = ${orgId} and s.repo_id = ${repoId} and s.number = p.unknown_since
    join privilege_snapshots f on f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = (
      select min(v.since) from privilege_principals v where v.org_id = ${orgId} and v.repo_id = ${repoId} and v.number = ${number})
    where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.number = ${number} and p.until is null`;
  return row ?? null;
}

export interface NamedPrincipal {
  repoId: number;
  number: number;
  name: string;
  kind: PrincipalKind;
}

/** Names of principals, as they are now or were last. */
export async function findPrincipalNames(
  sql: Connection,
  { orgId }: { orgId: number },
  places: readonly { repoId: number; number: number }[],
): Promise<NamedPrincipal[]> {
  if (places.length === 0) return [];
  return sql<NamedPrincipal[]>`
    select w.repo_id, w.number, p.name, p.kind
    from (select distinct * from unnest(${places.map(({ repoId }) => repoId)}::int[], ${places.map(({ number }) => number)}::int[]) as w(repo_id, number)) w,
      lateral (
        select name, kind from privilege_principals
        where org_id = ${orgId} and repo_id = w.repo_id and number = w.number order by since desc limit 1) p`;
}

/** Groups that a principal is in, and those that these are in, however deep: pairs of member and group. */
export async function findGroupsAbove(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
): Promise<{ member: number; groupNumber: number }[]> {
  return sql<{ member: number; groupNumber: number }[]>`
    with recursive above(member, group_number) as (
      select member, group_number from privilege_memberships
      where org_id = ${orgId} and repo_id = ${repoId} and member = ${number} and until is null
      union
      select m.member, m.group_number from above a
      join privilege_memberships m on m.org_id = ${orgId} and m.repo_id = ${repoId} and m.member = a.group_number and m.until is null)
    select member, group_number from above`;
}

/** Who is in a group itself: the first of them, and how many. */
export async function findMembersOf(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  group: number,
  limit: number,
): Promise<{ members: number[]; count: number }> {
  const rows = await sql<{ member: number; count: number }[]>`
    select member, count(*) over ()::int as count from privilege_memberships
    where org_id = ${orgId} and repo_id = ${repoId} and group_number = ${group} and until is null
    order by member limit ${limit}`;
  return { members: rows.map(({ member }) => member), count: rows[0]?.count ?? 0 };
}
