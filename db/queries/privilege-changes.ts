import type { InferSelectModel } from 'drizzle-orm';
import type { ChangeWay } from '#lib/domain/privilege/history/change.ts';
import type { Connection } from '../client.ts';
import type { privilegeChanges } from '../schema/privilege.ts';
import type { Fragment } from './fragment.ts';
import type { RepositoryScope } from './scope.ts';

export type StoredChange = InferSelectModel<typeof privilegeChanges>;
export type ListedChange = StoredChange & { key: string };

export interface ChangeFilter {
  repoIds: readonly number[];
  since: Date | null;
  admin: boolean | null;
  ways: readonly ChangeWay[] | null;
  principal: number | null;
  /** Without those that follow from another one which matches too. */
  grouped: boolean;
  /** Only those that follow from this change. */
  cause: { repoId: number; snapshot: number; number: number } | null;
}

/** Sort key of the last row: when it was seen, then where. */
export interface ChangePage {
  after: { at: string; repoId: number; snapshot: number; number: number } | null;
  limit: number;
}

const KEY = `to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key`;
const ORDER = 'c.at desc nulls last, c.repo_id, c.number';

/** What snapshots changed, the newest first. */
export async function listChanges(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: ChangeFilter,
  { after, limit }: ChangePage,
): Promise<ListedChange[]> {
  return sql<ListedChange[]>`
    select c.*, ${sql.unsafe(KEY)} from privilege_changes c
    where c.org_id = ${orgId} and ${matching(sql, filter)} and ${shown(sql, orgId, filter)} and ${behind(sql, after)}
    order by ${sql.unsafe(ORDER)} limit ${limit}`;
}

/** How many of them there are, up to `limit`. */
export async function countChanges(
  sql: Connection,
  { orgId }: { orgId: number },
  filter: ChangeFilter,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from privilege_changes c
      where c.org_id = ${orgId} and ${matching(sql, filter)} and ${shown(sql, orgId, filter)} limit ${limit}) few`;
  return row?.count ?? 0;
}

function matching(sql: Connection, { repoIds, since, admin, ways, principal }: ChangeFilter, row = 'c'): Fragment {
  const c = (column: string) => sql.unsafe(`${row}.${column}`);
  return sql`${c('repo_id')} = any(${[...repoIds]}::int[])
    and ${since === null ? sql`true` : sql`${c('at')} >= ${since}`}
    and ${admin === null ? sql`true` : admin ? sql`${c('admins')} > 0` : sql`${c('admins')} = 0`}
    and ${ways === null ? sql`true` : sql`${c('way')} = any(${[...ways]}::text[])`}
    and ${principal === null ? sql`true` : sql`${c('principal')} = ${principal}`}`;
}

/** What follows from a change is behind it; where that one is not asked for, it stands for itself. */
function shown(sql: Connection, orgId: number, filter: ChangeFilter): Fragment {
  const { grouped, cause } = filter;
  if (cause !== null)
    return sql`c.repo_id = ${cause.repoId} and c.snapshot = ${cause.snapshot} and c.cause = ${cause.number}`;
  if (!grouped) return sql`true`;
  return sql`(c.cause is null or not exists (
    select 1 from privilege_changes o
    where o.org_id = ${orgId} and o.repo_id = c.repo_id and o.snapshot = c.snapshot and o.number = c.cause
      and ${matching(sql, filter, 'o')}))`;
}

function behind(sql: Connection, after: ChangePage['after']) {
  if (after === null) return sql`true`;
  const { at, repoId, number } = after;
  return sql`c.at <= ${at}::text::timestamptz and (c.at < ${at}::text::timestamptz or (c.repo_id, c.number) > (${repoId}::int, ${number}::int))`;
}

/**
 * What is different between two snapshots of a system: of each right the last change between them, from the level that it had
 * before the first. What came and went again is not there.
 */
export async function listDifferences(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  { from, to, admin, principal }: { from: number; to: number; admin: boolean | null; principal: number | null },
  { after, limit }: ChangePage,
): Promise<ListedChange[]> {
  const same = sql`o.org_id = ${orgId} and o.repo_id = ${repoId} and o.principal = c.principal
    and o.resource is not distinct from c.resource and o.group_number is not distinct from c.group_number`;
  return sql<ListedChange[]>`
    select c.*, first.from_level, ${sql.unsafe(KEY)}
    from privilege_changes c
    join lateral (
      select o.from_level, o.way from privilege_changes o
      where ${same} and o.snapshot > ${from} order by o.snapshot limit 1) first on true
    where c.org_id = ${orgId} and c.repo_id = ${repoId} and c.snapshot > ${from} and c.snapshot <= ${to}
      and not exists (select 1 from privilege_changes o where ${same} and o.snapshot > c.snapshot and o.snapshot <= ${to})
      and (first.from_level <> c.to_level or (c.group_number is not null and first.way = c.way))
      and ${admin === null ? sql`true` : admin ? sql`c.to_level = 5 and first.from_level < 5` : sql`not (c.to_level = 5 and first.from_level < 5)`}
      and ${principal === null ? sql`true` : sql`c.principal = ${principal}`}
      and ${behind(sql, after)}
    order by ${sql.unsafe(ORDER)} limit ${limit}`;
}
