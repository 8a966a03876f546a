import type { PrincipalKind, Via } from '#lib/domain/privilege/inventory.ts';
import type { Connection } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** Whom a right is of, as it stands. */
interface Holder {
  principal: number;
  principalId: string;
  principalKind: PrincipalKind;
  principalName: string;
  principalOwner: string | null;
}

interface Seen {
  expiresAt: Date | null;
  expiresTold: boolean;
  lastUsedAt: Date | null;
  lastUsedTold: boolean;
  stale: boolean;
}

export interface StandingRight extends Holder, Seen {
  key: Buffer;
  target: number;
  targetKind: string;
  targetName: string;
  parentKind: string | null;
  parentName: string | null;
  via: Via;
  permission: string;
  level: number;
  detail: Record<string, unknown>;
}

const HOLDER = `p.number as principal, p.external_id as principal_id, p.kind as principal_kind, p.name as principal_name,
  p.owner as principal_owner`;

/** Rights that stand in a system, in the order of their keys: a part of them after `after`. */
export async function listStandingRights(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  { after, limit }: { after: Buffer | null; limit: number },
): Promise<StandingRight[]> {
  return sql<StandingRight[]>`
    select g.key, ${sql.unsafe(HOLDER)}, r.number as target, r.kind as target_kind, r.name as target_name,
      u.kind as parent_kind, u.name as parent_name, g.via, g.permission, g.level, g.expires_at, g.expires_told, g.last_used_at,
      g.last_used_told, g.unknown_since is not null as stale, g.detail
    from (
      select * from privilege_grants
      where org_id = ${orgId} and repo_id = ${repoId} and until is null
        and ${after === null ? sql`true` : sql`key > ${after}`}
      order by key limit ${limit}) g
    join privilege_principals p on p.org_id = ${orgId} and p.repo_id = ${repoId} and p.number = g.principal and p.until is null
    join privilege_resources r on r.org_id = ${orgId} and r.repo_id = ${repoId} and r.number = g.resource and r.until is null
    left join privilege_resources u on u.org_id = ${orgId} and u.repo_id = ${repoId} and u.number = r.parent and u.until is null
    order by g.key`;
}

export interface StandingMembership extends Holder, Seen {
  target: number;
  targetKind: string;
  targetName: string;
  /** What the group may do all in all. */
  level: number;
  /** Of the member. */
  createdAt: Date | null;
  /** Sections that tell whether it is so, by commas; null: all. */
  sections: string | null;
}

/** Who is in which group. How long it holds is not told of memberships; when its member was last seen is. */
export async function findStandingMemberships(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<StandingMembership[]> {
  return sql<StandingMembership[]>`
    select ${sql.unsafe(HOLDER)}, g.number as target, g.kind as target_kind, g.name as target_name, g.level, p.created_at,
      null::timestamptz as expires_at, false as expires_told, p.last_active_at as last_used_at,
      p.last_active_told as last_used_told, m.unknown_since is not null as stale, m.sections
    from privilege_memberships m
    join privilege_principals p on p.org_id = ${orgId} and p.repo_id = ${repoId} and p.number = m.member and p.until is null
    join privilege_principals g on g.org_id = ${orgId} and g.repo_id = ${repoId} and g.number = m.group_number and g.until is null
    where m.org_id = ${orgId} and m.repo_id = ${repoId} and m.until is null
    order by m.key`;
}

export interface StandingOwn extends Holder, Seen {
  level: number;
  createdAt: Date | null;
  detail: Record<string, unknown>;
}

/** What apps, keys and tokens may do by their own permissions. */
export async function findStandingOwn(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<StandingOwn[]> {
  return sql<StandingOwn[]>`
    select ${sql.unsafe(HOLDER)}, p.own_level as level, p.expires_at, p.expires_told, p.last_active_at as last_used_at,
      p.last_active_told as last_used_told, p.unknown_since is not null as stale, p.created_at, p.detail
    from privilege_principals p
    where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.until is null and p.own_level > 0
    order by p.number`;
}

/** Ids of principals that are on ways to production, as the newest computation has them; null: there is none. */
export async function findOnPaths(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<{ proven: ReadonlySet<string>; possible: ReadonlySet<string> } | null> {
  const [run] = await sql`
    select 1 from privilege_path_runs where org_id = ${orgId} and repo_id = ${repoId} and problem is null limit 1`;
  if (run === undefined) return null;
  const rows = await sql<{ member: string; proven: boolean }[]>`
    select substr(m.member, strpos(m.member, ':') + 1) as member, bool_or(p.proven) as proven
    from (select distinct alone_set as id, certainty = 'proven' as proven from privilege_paths
      where org_id = ${orgId} and repo_id = ${repoId} and until is null and not owners_only) p
    join privilege_path_sets s on s.org_id = ${orgId} and s.repo_id = ${repoId} and s.id = p.id
    cross join lateral unnest(s.members) as m(member) group by 1`;
  const proven = new Set(rows.flatMap((row) => (row.proven ? [row.member] : [])));
  return { proven, possible: new Set(rows.map(({ member }) => member)) };
}

/** What stands of rights that were to be taken away. Nothing stands: no row. */
export interface ShownRow {
  kind: 'right' | 'membership' | 'own';
  principal: number;
  target: number;
  via: string | null;
  permission: string | null;
  level: number;
  /** The snapshot that first had it so. */
  since: number;
  /** It is what was said before. */
  unknown: boolean;
}

export async function findShown(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  principals: readonly number[],
): Promise<ShownRow[]> {
  const ids = [...new Set(principals)];
  return sql<ShownRow[]>`
    select 'right' as kind, g.principal, g.resource as target, g.via, g.permission, g.level::int as level, g.since,
      g.unknown_since is not null as unknown
    from privilege_grants g
    where g.org_id = ${orgId} and g.repo_id = ${repoId} and g.until is null and g.principal = any(${ids}::int[])
    union all
    select 'membership', m.member, m.group_number, null, null, coalesce(g.level, 0)::int, m.since, m.unknown_since is not null
    from privilege_memberships m
    left join privilege_principals g on g.org_id = m.org_id and g.repo_id = m.repo_id and g.number = m.group_number and g.until is null
    where m.org_id = ${orgId} and m.repo_id = ${repoId} and m.until is null and m.member = any(${ids}::int[])
    union all
    select 'own', p.number, 0, null, null, coalesce(p.own_level, 0)::int, p.since, p.unknown_since is not null
    from privilege_principals p
    where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.until is null and p.number = any(${ids}::int[])`;
}
