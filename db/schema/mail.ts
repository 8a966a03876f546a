import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Role } from '#lib/domain/access/role.ts';
import type { KeptAlert } from '#lib/domain/alert/kept-alert.ts';
import type { MailHeaders, MailKind, MailState } from '#lib/domain/mail/mail.ts';
import { users } from './access.ts';
import { at } from './columns.ts';
import { organizations } from './organization.ts';

const ofUser = () =>
  integer('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

/**
 * Local table: every mail, made once and sent once. `key` says which one it is (`digest:12:2026-W48`), so that nothing that
 * runs twice makes a second. Content and Message-ID stay the same however often sending is tried, but for requests that are
 * decided meanwhile: an alert does not ask for those.
 */
export const mails = pgTable(
  'mails',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    key: text('key').notNull(),
    kind: text('kind').$type<MailKind>().notNull(),
    userId: ofUser(),
    address: text('address').notNull(),
    subject: text('subject').notNull(),
    html: text('html').notNull(),
    text: text('text').notNull(),
    messageId: text('message_id').notNull(),
    headers: jsonb('headers').$type<MailHeaders>().notNull(),
    /** Of an alert that asks for decisions, until it is sent: what it is made of, so that it can be made anew. */
    madeOf: jsonb('made_of').$type<KeptAlert>(),
    /** Repositories that its content tells of; null: all. A reader who may not see one when it is sent gets none of it. */
    repositories: integer('repositories').array(),
    state: text('state').$type<MailState>().notNull(),
    attempts: integer('attempts').notNull(),
    /** When it is tried next; of one that is being sent: when another worker may take it over. */
    nextAt: at('next_at'),
    /** The mail server's last code and a sentence of ours; null: never tried. */
    lastAnswer: text('last_answer'),
    createdAt: at('created_at').notNull(),
    sentAt: at('sent_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('mails_key').on(t.orgId, t.key),
    index('mails_user').on(t.orgId, t.userId, t.id),
    index('mails_state').on(t.orgId, t.state, t.id),
    index('mails_kind').on(t.orgId, t.kind, t.id),
    index('mails_due').on(t.orgId, t.nextAt).where(sql`state in ('waiting', 'sending')`),
  ],
);

/** Local table: what a person wants to get. Null: as the organization has it. */
export const mailPreferences = pgTable(
  'mail_preferences',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    userId: ofUser(),
    /** Whether the weekly digest comes. */
    weekly: boolean('weekly'),
    /** Since when it does: weeks before are not made up for. */
    weeklySince: at('weekly_since'),
    /** One about all that the person may see. */
    organization: boolean('organization').notNull().default(true),
    /** Ids of teams, with a digest for each. */
    teams: integer('teams').array().notNull().default([]),
    /** Counts only. */
    minimal: boolean('minimal').notNull().default(false),
    /** Monday 1 … Sunday 7. */
    weekday: smallint('weekday'),
    hour: smallint('hour'),
    timeZone: text('time_zone'),
    /** Whether a month without anything to tell is told. */
    allClear: boolean('all_clear').notNull().default(true),
    /** Whether a mail tells of mentions and of what happens to watched findings. */
    watched: boolean('watched').notNull().default(true),
    /** Since when nothing is sent, because the mail server refused the address for good. */
    addressFailedAt: at('address_failed_at'),
    addressFailedReason: text('address_failed_reason'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId] }),
    index('mail_preferences_failed').on(t.orgId, t.addressFailedAt).where(sql`address_failed_at is not null`),
  ],
);

/** Local table: when and to whom an organization sends its digest. Without a row: `DEFAULT_MAIL_SETTINGS`. */
export const mailSettings = pgTable('mail_settings', {
  orgId: integer('org_id')
    .primaryKey()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  timeZone: text('time_zone').notNull(),
  weekday: smallint('weekday').notNull(),
  hour: smallint('hour').notNull(),
  /** People of these roles get the digest unless they say otherwise. */
  roles: text('roles').array().$type<Role[]>().notNull(),
  /** Since when `roles` are these. */
  since: at('since').notNull(),
});
