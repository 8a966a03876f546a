import type { Effective } from '#lib/domain/privilege/history/effective.ts';
import type { PrincipalKind } from '#lib/domain/privilege/inventory.ts';
import type { Connection, Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** A principal that stands, with what is stored of what it may do all in all. */
export interface StandingPrincipal extends Effective {
  number: number;
  kind: PrincipalKind;
  ownLevel: number | null;
  isMember: boolean;
}

export async function findStandingPrincipals(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<StandingPrincipal[]> {
  return sql<StandingPrincipal[]>`
    select number, kind, own_level, coalesce(standing = 'member', false) as is_member, level, rights from privilege_principals
    where org_id = ${orgId} and repo_id = ${repoId} and until is null`;
}

/** What was given to each principal itself. */
export async function findDirectRights(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<Map<number, Effective>> {
  const rows = await sql<(Effective & { principal: number })[]>`
    select principal, max(level)::int as level, count(*)::int as rights from privilege_grants
    where org_id = ${orgId} and repo_id = ${repoId} and until is null group by principal`;
  return new Map(rows.map(({ principal, ...given }) => [principal, given]));
}

/** What every member may do everywhere, as the organization itself says; null where it does not. */
export async function findBasePermission(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<string | null> {
  const [row] = await sql<{ base: string | null }[]>`
    select detail -> 'controls' -> 'organization' ->> 'basePermission' as base from privilege_resources
    where org_id = ${orgId} and repo_id = ${repoId} and until is null and external_id = 'org' and kind = 'org'`;
  return row?.base ?? null;
}

export async function updateLevels(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly (Effective & { number: number })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update privilege_principals as p set level = s.level, rights = s.rights
    from unnest(${rows.map(({ number }) => number)}::int[], ${rows.map(({ level }) => level)}::int[],
      ${rows.map(({ rights }) => rights)}::int[]) as s(number, level, rights)
    where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.number = s.number and p.until is null`;
}

/** Per pair: the highest level that stands, and that of the rights which stood before this snapshot too. */
export async function findPairLevels(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  snapshot: number,
  pairs: readonly { principal: number; resource: number }[],
): Promise<{ principal: number; resource: number; level: number; kept: number }[]> {
  return sql<{ principal: number; resource: number; level: number; kept: number }[]>`
    select w.principal, w.resource, coalesce(max(g.level), 0)::int as level,
      coalesce(max(g.level) filter (where g.since < ${snapshot}), 0)::int as kept
    from unnest(${pairs.map(({ principal }) => principal)}::int[], ${pairs.map(({ resource }) => resource)}::int[]) as w(principal, resource)
    left join privilege_grants g on g.org_id = ${orgId} and g.repo_id = ${repoId} and g.principal = w.principal
      and g.resource = w.resource and g.until is null
    group by w.principal, w.resource`;
}

/** Rights of administrators that stand, and whether each stood before this snapshot. */
export async function findAdminRights(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  snapshot: number,
): Promise<{ principal: number; resource: number; before: boolean }[]> {
  return sql<{ principal: number; resource: number; before: boolean }[]>`
    select principal, resource, since < ${snapshot} as before from privilege_grants
    where org_id = ${orgId} and repo_id = ${repoId} and until is null and level = 5`;
}

/** Memberships that stand, and whether each stood before this snapshot. */
export async function findMemberships(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  snapshot: number,
): Promise<{ member: number; group: number; before: boolean }[]> {
  return sql<{ member: number; group: number; before: boolean }[]>`
    select member, group_number as "group", since < ${snapshot} as before from privilege_memberships
    where org_id = ${orgId} and repo_id = ${repoId} and until is null`;
}
