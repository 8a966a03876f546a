import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/** Where a reader stands: it has everything up to and including this entry. */
export interface OutboxPosition {
  transaction: number;
  id: number;
}

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
