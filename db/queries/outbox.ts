import type { OutboxEvent, OutboxKind } from '#lib/domain/outbox/event.ts';
import type { OutboxPosition } from '#lib/domain/outbox/position.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

interface Cause {
  at: Date;
  /** 0: not caused by an upload. */
  upload: number;
  userId: number | null;
}

export type OutboxEntry = OutboxPosition &
  Cause &
  OutboxEvent & {
    orgId: number;
    /** Null: about the organization as a whole. */
    repoId: number | null;
    /** The name of its repository. */
    fullName: string | null;
  };

/** Adds an entry that becomes visible with the transaction. Without a repository it is about the organization as a whole. */
export async function insertOutbox(
  tx: Transaction,
  scope: RepositoryScope | OrganizationScope,
  entry: Cause & OutboxEvent,
): Promise<void> {
  const repoId = 'repoId' in scope ? scope.repoId : null;
  await tx`
    insert into outbox (transaction, org_id, repo_id, at, kind, upload, user_id, detail)
    values (pg_current_xact_id()::text::bigint, ${scope.orgId}, ${repoId}, ${entry.at}, ${entry.kind}, ${entry.upload},
      ${entry.userId}, ${tx.json(entry.detail)})`;
}

/**
 * Entries of an organization after a position, in an order in which nothing is ever added before what was read: entries of
 * transactions that began after one that is still open wait for it. Entries of other kinds than `kinds` in between, and
 * those of the demo's repositories, are passed over.
 */
export async function readOutbox(
  sql: Connection,
  { orgId }: OrganizationScope,
  after: OutboxPosition,
  { kinds, limit }: { kinds: readonly OutboxKind[]; limit: number },
): Promise<OutboxEntry[]> {
  return sql<OutboxEntry[]>`
    select o.transaction::float8 as transaction, o.id::float8 as id, o.org_id, o.repo_id, o.at, o.kind, o.upload, o.user_id,
      o.detail, r.full_name
    from outbox o left join repositories r on r.org_id = o.org_id and r.id = o.repo_id and r.org_id = ${orgId}
    where o.org_id = ${orgId} and (o.repo_id is null or not r.demo) and o.kind = any(${[...kinds]}::text[])
      and (o.transaction, o.id) > (${after.transaction}::bigint, ${after.id}::bigint)
      and o.transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    order by o.transaction, o.id limit ${limit}`;
}

/** The position after everything that can be read by now. */
export async function findOutboxEnd(sql: Connection): Promise<OutboxPosition> {
  const [row] = await sql<{ transaction: number }[]>`
    select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::float8 as transaction`;
  return { transaction: row?.transaction ?? 0, id: Number.MAX_SAFE_INTEGER };
}

/** The position before the first entry of an organization from `at` on; the end where there is none. */
export async function findOutboxPosition(
  sql: Connection,
  { orgId }: OrganizationScope,
  at: Date,
): Promise<OutboxPosition> {
  const [row] = await sql<OutboxPosition[]>`
    select transaction::float8 as transaction, id::float8 as id from outbox
    where org_id = ${orgId} and at >= ${at} order by outbox.transaction, outbox.id limit 1`;
  return row ? { transaction: row.transaction, id: row.id - 1 } : findOutboxEnd(sql);
}

/**
 * Removes entries from before a time; those that a sink has not got yet stay until `atLast`. Returns how many went.
 */
export async function deleteOutboxBefore(tx: Transaction, before: Date, atLast: Date): Promise<number> {
  const rows = await tx`
    delete from outbox o
    where o.at < ${before} and (o.at < ${atLast} or not exists (
      select 1 from sinks s where s.org_id = o.org_id and (s.transaction, s.entry) < (o.transaction, o.id)))
    returning 1`;
  return rows.length;
}
