import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Fact } from '#lib/domain/privilege/events/fact.ts';
import { at, bytea, repositoryScope } from './columns.ts';
import { repositories } from './organization.ts';

/** Systems that send events as they happen: of each, who sent the last ones, and whether an inventory was made of them. */
export const eventStreams = pgTable(
  'event_streams',
  {
    ...repositoryScope(),
    /** How many batches came, and how many of them an inventory has: by numbers, because times do not tell which was committed first. */
    received: integer('received').notNull(),
    gathered: integer('gathered').notNull(),
    lastReceivedAt: at('last_received_at').notNull(),
    tokenId: integer('token_id'),
    credentialName: text('credential_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId] }),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'event_streams_repo',
    }).onDelete('cascade'),
  ],
);

/** Batches of events of the last day: one that is sent again counts once, and each has its number in its channel. */
export const eventBatches = pgTable(
  'event_batches',
  {
    ...repositoryScope(),
    /** Empty without one. */
    channel: text('channel').notNull(),
    sha256: bytea('sha256').notNull(),
    ack: integer('ack').notNull(),
    receivedAt: at('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.channel, t.sha256] }),
    uniqueIndex('event_batches_ack').on(t.orgId, t.repoId, t.channel, t.ack),
    index('event_batches_received').on(t.orgId, t.repoId, t.receivedAt),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'event_batches_repo',
    }).onDelete('cascade'),
  ],
);

/** What events of a day said, and how often: events themselves are not kept. */
export const eventTallies = pgTable(
  'event_tallies',
  {
    ...repositoryScope(),
    day: at('day').notNull(),
    /** Hash of the fact. */
    key: bytea('key').notNull(),
    fact: jsonb('fact').$type<Fact>().notNull(),
    count: integer('count').notNull(),
    lastAt: at('last_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.day, t.key] }),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'event_tallies_repo',
    }).onDelete('cascade'),
  ],
);
