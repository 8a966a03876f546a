import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { ActorKind, AuditDetail, AuditVerb, Seals, TargetKind } from '#lib/domain/audit/entry.ts';
import { bytea } from './columns.ts';

/**
 * Local table: who did what, written in the transaction of the change. Rows are only ever added, and names of people
 * who were removed taken out; each has the hash of the one before it. No key to other tables: what an entry tells of may be gone.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    orgId: integer('org_id').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    /** In milliseconds, as it is hashed. */
    at: timestamp('at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
    actorKind: text('actor_kind').$type<ActorKind>().notNull(),
    actorId: integer('actor_id'),
    actorName: text('actor_name').notNull(),
    verb: text('verb').$type<AuditVerb>().notNull(),
    targetKind: text('target_kind').$type<TargetKind>().notNull(),
    targetId: text('target_id').notNull(),
    targetName: text('target_name').notNull(),
    source: text('source'),
    detail: jsonb('detail').$type<AuditDetail>().notNull(),
    /** Digests of the texts above, which the hash covers in their place; null: it covers the texts themselves, as before. */
    seals: jsonb('seals').$type<Seals>(),
    previous: bytea('previous').notNull(),
    hash: bytea('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.sequence] }),
    index('audit_entries_at').on(t.orgId, t.at, t.sequence),
    index('audit_entries_verb').on(t.orgId, t.verb, t.at, t.sequence),
    index('audit_entries_actor').on(t.orgId, sql`lower(${t.actorName})`, t.at, t.sequence),
    index('audit_entries_target').on(t.orgId, sql`lower(${t.targetName})`, t.at, t.sequence),
  ],
);

/** Local table: the end of each organization's chain. Its row is locked while an entry is added. */
export const auditHeads = pgTable('audit_heads', {
  orgId: integer('org_id').primaryKey(),
  sequence: bigint('sequence', { mode: 'number' }).notNull(),
  hash: bytea('hash').notNull(),
  /** The last day on which others were told where the chain ends. */
  anchoredOn: date('anchored_on'),
});
