import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { OutboxEvent, OutboxKind } from '#lib/domain/outbox/event.ts';
import { at } from './columns.ts';
import { repositories } from './organization.ts';

/**
 * Local table: what happened, for those who tell others (mail, webhooks, SIEM). Written in the transaction of the change.
 * Ids are given before transactions end, so readers go by `(transaction, id)`: see `readOutbox`.
 */
export const outbox = pgTable(
  'outbox',
  {
    transaction: bigint('transaction', { mode: 'number' }).notNull(),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    orgId: integer('org_id').notNull(),
    /** Null: about the organization as a whole. */
    repoId: integer('repo_id'),
    at: at('at').notNull(),
    kind: text('kind').$type<OutboxKind>().notNull(),
    /** 0: not caused by an upload. Its events in `finding_events` have the same time. */
    upload: integer('upload').notNull(),
    userId: integer('user_id'),
    detail: jsonb('detail').$type<OutboxEvent['detail']>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.transaction, t.id] }),
    index('outbox_at').on(t.at),
    index('outbox_repository').on(t.orgId, t.repoId),
    /** For readers of one organization. */
    index('outbox_organization').on(t.orgId, t.transaction, t.id),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'outbox_repo',
    }).onDelete('cascade'),
  ],
);
