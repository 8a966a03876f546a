import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AlertKind } from '#lib/domain/alert/alert.ts';
import type { DeliveryState, SinkEventKind, SinkKind, SinkState } from '#lib/domain/sink/sink.ts';
import { users } from './access.ts';
import { at, bytea } from './columns.ts';
import { organizations } from './organization.ts';
import { teams } from './team.ts';

const ofOrganization = () =>
  integer('org_id')
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });

/** Where a reader of the outbox stands: it has everything up to and including this entry. */
const position = () => ({
  transaction: bigint('transaction', { mode: 'number' }).notNull(),
  entry: bigint('entry', { mode: 'number' }).notNull(),
});

/** Local table: where events are sent to. */
export const sinks = pgTable(
  'sinks',
  {
    orgId: ofOrganization(),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<SinkKind>().notNull(),
    name: text('name').notNull(),
    /** The whole URL, encrypted: those of chats are secrets in themselves. */
    address: bytea('address').notNull(),
    /** Of the URL: all that is shown of it. */
    host: text('host').notNull(),
    /** Signing secrets, encrypted; null for kinds that sign nothing. */
    secrets: bytea('secrets'),
    /** Until when the secret before the current one signs too. */
    formerSecretEndsAt: at('former_secret_ends_at'),
    events: text('events').array().$type<SinkEventKind[]>().notNull(),
    /** Points that a score must lose to count as dropped. */
    scoreDrop: integer('score_drop').notNull(),
    state: text('state').$type<SinkState>().notNull(),
    ...position(),
    /** In a row. */
    failures: integer('failures').notNull(),
    failingSince: at('failing_since'),
    lastDeliveredAt: at('last_delivered_at'),
    /** When sending is tried again after a failure. */
    nextAt: at('next_at'),
    /** Which worker sends to it, and until when another must not. */
    claim: text('claim'),
    claimedUntil: at('claimed_until'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('sinks_name').on(t.orgId, t.name)],
);

/** Local table: each message to a sink. `message_id` stays the same on every attempt and every replay. */
export const deliveries = pgTable(
  'deliveries',
  {
    orgId: integer('org_id').notNull(),
    sinkId: integer('sink_id').notNull(),
    id: integer('id').generatedAlwaysAsIdentity().notNull(),
    messageId: text('message_id').notNull(),
    events: text('events').array().$type<(SinkEventKind | 'test')[]>().notNull(),
    /** When the newest of its events happened. */
    eventAt: at('event_at').notNull(),
    body: text('body').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    /** Sent again because somebody asked for it. */
    replayed: boolean('replayed').notNull().default(false),
    attempts: integer('attempts').notNull(),
    attemptedAt: at('attempted_at'),
    /** Of the last attempt; null: no answer. */
    answerStatus: smallint('answer_status'),
    answer: text('answer'),
    createdAt: at('created_at').notNull(),
    deliveredAt: at('delivered_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.sinkId, t.id] }),
    uniqueIndex('deliveries_message').on(t.orgId, t.sinkId, t.messageId),
    index('deliveries_waiting').on(t.orgId, t.sinkId, t.id).where(sql`state = 'waiting'`),
    index('deliveries_old').on(t.orgId, t.createdAt),
    foreignKey({
      columns: [t.orgId, t.sinkId],
      foreignColumns: [sinks.orgId, sinks.id],
      name: 'deliveries_sink',
    }).onDelete('cascade'),
  ],
);

const chosen = () => ({
  kinds: text('kinds').array().$type<AlertKind[]>().notNull(),
  scoreDrop: integer('score_drop').notNull(),
});

/** Local table: what a person asked to be told of. */
export const personAlerts = pgTable(
  'person_alerts',
  {
    orgId: ofOrganization(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    ...chosen(),
    /** Minutes of the day in the person's time zone; both null: none. */
    quietFrom: smallint('quiet_from'),
    quietTo: smallint('quiet_to'),
    /** Ended by a link in an alert: nothing comes, for teams neither, until the person wants it again. */
    stopped: boolean('stopped').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.userId] })],
);

/** Local table: what all people of a team are told of, about what the team owns. */
export const teamAlerts = pgTable(
  'team_alerts',
  {
    orgId: ofOrganization(),
    teamId: integer('team_id').notNull(),
    ...chosen(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.teamId] }),
    foreignKey({
      columns: [t.orgId, t.teamId],
      foreignColumns: [teams.orgId, teams.id],
      name: 'team_alerts_team',
    }).onDelete('cascade'),
  ],
);

/** Local table: how far each person was told, and when the next alert may come. */
export const alertReaders = pgTable(
  'alert_readers',
  {
    orgId: ofOrganization(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    ...position(),
    nextAt: at('next_at'),
    /** Alerts of the UTC day of `next_at`. */
    sent: integer('sent').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.userId] })],
);
