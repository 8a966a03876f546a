import type { CredentialAge } from '#lib/domain/privilege/credential-age.ts';
import type { PrincipalKind, ResourceKind } from '#lib/domain/privilege/inventory.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
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
  /** How their age is against what is allowed; null: no matter. */
  ages: readonly CredentialAge[] | null;
  /** From when on the age of each kind is still within what is allowed; which these are differs between systems. */
  allowed: readonly { repoIds: readonly number[]; kind: PrincipalKind | ResourceKind; since: Date }[];
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
  const { principals, resources } = filter;
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
        and c.kind = any(${[...of.kinds]}::text[]) and ${matching(sql, filter, of)}
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

/** How many of them stand, up to `limit`. */
export async function countCredentials(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: CredentialFilter,
  limit: number,
): Promise<number> {
  const arm = (table: string, of: { age: string; used: string }, held: string, kinds: readonly string[]) => sql`
    (select 1 from ${sql.unsafe(table)} c
    where c.org_id = ${orgId} and c.until is null and c.kind in (${sql.unsafe(held)}) and c.kind = any(${[...kinds]}::text[])
      and ${matching(sql, filter, { ...of, kinds })} limit ${limit})`;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      ${arm('privilege_principals', { age: AGE.own, used: 'last_active' }, OWN, filter.principals)}
      union all
      ${arm('privilege_resources', { age: AGE.held, used: 'last_used' }, HELD, filter.resources)} limit ${limit}) few`;
  return row?.count ?? 0;
}

function matching(
  sql: Connection,
  filter: CredentialFilter,
  of: { age: string; used: string; kinds: readonly string[] },
): Fragment {
  const { repoIds, name, olderThan, unusedSince, expiringBefore, neverExpires } = filter;
  const age = sql.unsafe(of.age);
  return sql`c.repo_id = any(${[...repoIds]}::int[])
    and ${name === null ? sql`true` : sql`c.name ilike ${name}`}
    and ${olderThan === null ? sql`true` : sql`${age} < ${olderThan}`}
    and ${unusedSince === null ? sql`true` : unused(sql, `c.${of.used}`, 'c.created_at', unusedSince)}
    and ${expiringBefore === null ? sql`true` : sql`c.expires_at < ${expiringBefore}`}
    and ${neverExpires === null ? sql`true` : sql`(c.expires_told and c.expires_at is null) = ${neverExpires}`}
    and ${ofAge(sql, filter, age, of.kinds)}`;
}

/** An age that is not told is none: it is neither within what is allowed nor beyond. */
function ofAge(
  sql: Connection,
  { ages, allowed: all }: CredentialFilter,
  age: Fragment,
  kinds: readonly string[],
): Fragment {
  if (ages === null) return sql`true`;
  const allowed = all.filter(({ kind }) => kinds.includes(kind));
  const told = sql`${age} <> 'infinity'::timestamptz`;
  const overdue = allowed.reduce(
    (any, { repoIds, kind, since }) =>
      sql`${any} or (c.kind = ${kind} and c.repo_id = any(${[...repoIds]}::int[]) and ${age} < ${since})`,
    sql`false`,
  );
  const conditions = ages.map((one) =>
    one === 'untold' ? sql`not ${told}` : one === 'overdue' ? sql`(${overdue})` : sql`(${told} and not (${overdue}))`,
  );
  const one = sql`(${conditions.reduce((any, each) => sql`${any} or ${each}`, sql`false`)})`;
  const latest = Math.max(...allowed.map(({ since }) => since.getTime()));
  // Said of the age alone, so that the index by age ends the search where nothing can be overdue any more.
  return ages.every((each) => each === 'overdue') && Number.isFinite(latest)
    ? sql`${age} < ${new Date(latest)} and ${one}`
    : one;
}
