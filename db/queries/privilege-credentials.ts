import type { PrincipalKind, ResourceKind } from '#lib/domain/privilege/inventory.ts';
import type { Connection } from '../client.ts';
import { unused } from './privilege-principals.ts';

export interface CredentialFilter {
  repoIds: readonly number[];
  principals: readonly PrincipalKind[];
  resources: readonly ResourceKind[];
  /** A LIKE pattern. */
  name: string | null;
  olderThan: Date | null;
  unusedSince: Date | null;
  expiringBefore: Date | null;
  neverExpires: boolean | null;
}

/** Sort key of a row: its age, where it is, whether it is a resource, its number. */
export interface CredentialKey {
  at: string;
  repoId: number;
  held: number;
  number: number;
}

export interface ListedCredential {
  repoId: number;
  number: number;
  /** 1: a resource; 0: a principal. */
  held: number;
  kind: PrincipalKind | ResourceKind;
  name: string;
  owner: string | null;
  parent: number | null;
  createdAt: Date | null;
  renewedAt: Date | null;
  expiresAt: Date | null;
  expiresTold: boolean;
  lastUsedAt: Date | null;
  lastUsedTold: boolean;
  level: number | null;
  unknownAt: Date | null;
  unknownFields: string[] | null;
  key: string;
}

/** Credentials that stand, the oldest first; those whose age is not told come last. */
export async function listCredentials(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: CredentialFilter,
  { after, limit }: { after: CredentialKey | null; limit: number },
): Promise<ListedCredential[]> {
  const { repoIds, principals, resources, name, olderThan, unusedSince, expiringBefore, neverExpires } = filter;
  const arm = (of: {
    table: string;
    age: string;
    held: number;
    used: string;
    kinds: readonly string[];
    fields: string;
  }) => {
    const age = sql.unsafe(of.age);
    return sql`(
      select c.org_id, c.repo_id, c.number, ${sql.unsafe(String(of.held))} as held, c.kind, c.name, c.created_at, c.expires_at, c.expires_told,
        c.unknown_since, c.unknown_fields, ${age} as age, ${sql.unsafe(of.fields)}
      from ${sql.unsafe(of.table)} c
      where c.org_id = ${orgId} and c.until is null and c.kind in (${sql.unsafe(of.held === 1 ? HELD : OWN)})
        and c.kind = any(${[...of.kinds]}::text[]) and c.repo_id = any(${[...repoIds]}::int[])
        and ${name === null ? sql`true` : sql`c.name ilike ${name}`}
        and ${olderThan === null ? sql`true` : sql`${age} < ${olderThan}`}
        and ${unusedSince === null ? sql`true` : unused(sql, `c.${of.used}`, 'c.created_at', unusedSince)}
        and ${expiringBefore === null ? sql`true` : sql`c.expires_at < ${expiringBefore}`}
        and ${neverExpires === null ? sql`true` : sql`(c.expires_told and c.expires_at is null) = ${neverExpires}`}
        and ${after === null ? sql`true` : sql`${age} >= ${after.at}::text::timestamptz and (${age}, c.repo_id, ${sql.unsafe(String(of.held))}, c.number) > (${after.at}::text::timestamptz, ${after.repoId}::int, ${after.held}::int, ${after.number}::int)`}
      order by ${age}, c.repo_id, c.number limit ${limit})`;
  };
  return sql<ListedCredential[]>`
    select c.repo_id, c.number, c.held, c.kind, c.name, c.owner, c.parent, c.created_at, c.renewed_at, c.expires_at, c.expires_told,
      c.last_used_at, c.last_used_told, c.level, c.unknown_fields, s.collected_at as unknown_at,
      case when c.age = 'infinity' then 'infinity' else to_char(c.age at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end as key
    from (
      select * from (
        ${arm({ table: 'privilege_principals', age: AGE.own, held: 0, used: 'last_active', kinds: principals, fields: FIELDS.own })}
        union all
        ${arm({ table: 'privilege_resources', age: AGE.held, held: 1, used: 'last_used', kinds: resources, fields: FIELDS.held })}) c
      order by c.age, c.repo_id, c.held, c.number limit ${limit}) c
    left join privilege_snapshots s on s.org_id = c.org_id and s.repo_id = c.repo_id and s.number = c.unknown_since
    order by c.age, c.repo_id, c.held, c.number`;
}

/** As the indexes have them. */
const OWN = `'app', 'oauth_app', 'deploy_key', 'token'`;
const HELD = `'secret', 'key', 'account'`;
const AGE = {
  own: `coalesce(c.created_at, 'infinity'::timestamptz)`,
  held: `coalesce(c.updated_at, c.created_at, 'infinity'::timestamptz)`,
};
const FIELDS = {
  own: `c.owner, null::int as parent, c.created_at as renewed_at, c.last_active_at as last_used_at, c.last_active_told as last_used_told, c.level::int as level`,
  held: `c.detail ->> 'owner' as owner, c.parent, c.updated_at as renewed_at, c.last_used_at, c.last_used_told, null::int as level`,
};
