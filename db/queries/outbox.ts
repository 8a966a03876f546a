import type { PostureChange } from '#lib/domain/outbox/posture-change.ts';
import type { Connection, Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** Where a reader stands: it has everything up to and including this entry. */
export interface OutboxPosition {
  transaction: number;
  id: number;
}

export interface OutboxEntry extends OutboxPosition, RepositoryScope {
  at: Date;
  kind: 'posture_changed';
  upload: number;
  userId: number | null;
  detail: PostureChange;
}

/** Adds an entry that becomes visible with the transaction. */
export async function insertOutbox(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  entry: Pick<OutboxEntry, 'at' | 'kind' | 'upload' | 'userId' | 'detail'>,
): Promise<void> {
  await tx`
    insert into outbox (transaction, org_id, repo_id, at, kind, upload, user_id, detail)
    values (pg_current_xact_id()::text::bigint, ${orgId}, ${repoId}, ${entry.at}, ${entry.kind}, ${entry.upload},
      ${entry.userId}, ${tx.json(entry.detail)})`;
}

/**
 * Entries after a position, in an order in which nothing is ever added before what was read: entries of transactions that
 * began after one that is still open wait for it.
 * @public for what leaves the product: mail, webhooks, SIEM
 */
export async function readOutbox(sql: Connection, after: OutboxPosition, limit: number): Promise<OutboxEntry[]> {
  return sql<OutboxEntry[]>`
    select transaction::float8 as transaction, id::float8 as id, org_id, repo_id, at, kind, upload, user_id, detail
    from outbox
    where (transaction, id) > (${after.transaction}::bigint, ${after.id}::bigint)
      and transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    order by outbox.transaction, outbox.id limit ${limit}`;
}

/** Removes entries from before a time; returns how many. */
export async function deleteOutboxBefore(tx: Transaction, before: Date): Promise<number> {
  const rows = await tx`delete from outbox where at < ${before} returning 1`;
  return rows.length;
}
