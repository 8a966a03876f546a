import type { ChainHead } from '#lib/domain/audit/entry.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/**
 * The last of the oldest entries, at most `limit` of them, that all happened before a time; null when there is none.
 * Entries are removed from the beginning of the chain only, so one that is younger keeps those behind it.
 */
export async function findRemovableEntries(
  sql: Connection,
  { orgId }: OrganizationScope,
  before: Date,
  limit: number,
): Promise<ChainHead | null> {
  const [row] = await sql<{ sequence: number; hash: Buffer }[]>`
    with oldest as materialized (
      select sequence, at, hash from audit_entries where org_id = ${orgId} order by sequence limit ${limit})
    select sequence, hash from oldest
    where sequence < coalesce((select min(o.sequence) from oldest o where o.at >= ${before}), sequence + 1)
    order by sequence desc limit 1`;
  return row ? { sequence: row.sequence, hash: row.hash.toString('hex') } : null;
}

/** Removes the beginning of the chain; returns how many entries. Only the owner of the tables may. */
export async function deleteAuditUpTo(
  tx: Transaction,
  { orgId }: OrganizationScope,
  sequence: number,
): Promise<number> {
  const rows = await tx`delete from audit_entries where org_id = ${orgId} and sequence <= ${sequence} returning 1`;
  return rows.length;
}

/** How many entries happened before a time. Numbers have no gaps, so that none is counted. */
export async function countAuditBefore(sql: Connection, { orgId }: OrganizationScope, before: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select greatest(0, (
        select coalesce(
          (select sequence from audit_entries where org_id = ${orgId} and at >= ${before} order by at, sequence limit 1),
          (select sequence + 1 from audit_heads where org_id = ${orgId}))
      ) - (select sequence from audit_entries where org_id = ${orgId} order by sequence limit 1))::float8 as count`;
  return row?.count ?? 0;
}

/** How many entries there are, and when the oldest was written. */
export async function findAuditExtent(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<{ entries: number; oldest: Date | null }> {
  const [row] = await sql<{ entries: number; oldest: Date | null }[]>`
    select (h.sequence - e.sequence + 1)::float8 as entries, e.at as oldest
    from audit_heads h cross join lateral (
      select sequence, at from audit_entries where org_id = ${orgId} order by sequence limit 1) e
    where h.org_id = ${orgId}`;
  return row ?? { entries: 0, oldest: null };
}
