import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { TokenKind } from '#lib/domain/access/credential.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { SecondStep } from '#lib/domain/access/second-step.ts';
import { at, bytea } from './columns.ts';
import { organizations } from './organization.ts';

export type SetupPurpose = 'first_admin' | 'invite' | 'password';

/**
 * Shared table, of no organization: who signs in with an address and a password. People who were invited have none until
 * they accept; it goes with the last organization that its person leaves.
 */
export const accounts = pgTable(
  'accounts',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    /** In lower case. `users` has a copy for each organization. */
    email: text('email').notNull(),
    /** Null for who signs in by other means only. */
    passwordHash: text('password_hash'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [uniqueIndex('accounts_email').on(t.email)],
);

/**
 * Shared table. A person of one organization: what history refers to. Who is removed keeps the row without name, address
 * and account.
 */
export const users = pgTable(
  'users',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    /** Null while invited, and once removed. */
    accountId: integer('account_id').references(() => accounts.id),
    /** That of the account, or the one that was invited: lists of people read one organization's rows only. */
    email: text('email').notNull(),
    /** The address that the person wants instead, until an administrator confirms it. */
    wantedEmail: text('wanted_email'),
    wantedEmailAt: at('wanted_email_at'),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Id of the sign-in provider whose groups gave the role, and take it away again; null when a person gave it. */
    roleFrom: text('role_from'),
    disabledAt: at('disabled_at'),
    /** When somebody disabled was enabled again: sessions that began earlier stay out. */
    enabledAt: at('enabled_at'),
    /** Set together with `disabledAt`, which decides whether somebody may sign in. */
    removedAt: at('removed_at'),
    lastSeenAt: at('last_seen_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('users_email').on(t.orgId, t.email),
    uniqueIndex('users_account').on(t.accountId, t.orgId),
    index('users_org').on(t.orgId, t.id),
    index('users_name').on(t.orgId, sql`lower(name)`, t.id).where(sql`removed_at is null`),
    index('users_wanted').on(t.orgId, t.id).where(sql`wanted_email is not null`),
  ],
);

/**
 * Local table, of no organization: one row per sign-in of an account, so that signing out or disabling takes effect on
 * the next request.
 */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** The organization that it shows; null once that one was deleted. */
    userId: integer('user_id').references(() => users.id, { onDelete: 'set null' }),
    /** Id of the sign-in provider; null for a password. */
    provider: text('provider'),
    /** What followed the password; null for nothing, and for a provider. */
    secondStep: text('second_step').$type<SecondStep>(),
    /** `Firefox on Linux`; null for what is no known browser. */
    device: text('device'),
    /** IP address or network of its last use. */
    network: text('network'),
    /** To the minute. */
    lastUsedAt: at('last_used_at'),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  (t) => [index('sessions_account').on(t.accountId)],
);

/** Local table: upload and API tokens; only the SHA-256 is kept. */
export const tokens = pgTable(
  'tokens',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<TokenKind>().notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>(),
    repositoryScopes: text('repository_scopes').array().notNull(),
    /** Of upload tokens: the pipelines and scanners that it may deliver for; empty is any. */
    pipelines: text('pipelines').array().notNull().default([]),
    scanners: text('scanners').array().notNull().default([]),
    hash: bytea('hash').notNull(),
    hint: text('hint').notNull(),
    createdBy: integer('created_by'),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at'),
    lastUsedAt: at('last_used_at'),
    revokedAt: at('revoked_at'),
  },
  (t) => [
    uniqueIndex('tokens_hash').on(t.hash),
    index('tokens_org').on(t.orgId, t.id),
    index('tokens_maker').on(t.orgId, t.createdBy),
  ],
);

/**
 * Local table: failed sign-ins of one address from one source, and sign-ins with providers from one source, for as long
 * as they count. The address is kept as a hash
 * only: whoever mistypes may put anything there, a password included.
 */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    address: bytea('address').notNull(),
    source: text('source').notNull(),
    failures: integer('failures').notNull(),
    /** Time of the first failure that counts. */
    since: at('since').notNull(),
  },
  (t) => [primaryKey({ columns: [t.address, t.source] }), index('sign_in_failures_since').on(t.since)],
);

/** Local table: one-time codes for the first administrator, for invited people and for accounts that need a password. */
export const setupCodes = pgTable('setup_codes', {
  hash: bytea('hash').primaryKey(),
  purpose: text('purpose').$type<SetupPurpose>().notNull(),
  userId: integer('user_id').references(() => users.id, { onDelete: 'cascade' }),
  accountId: integer('account_id').references(() => accounts.id, { onDelete: 'cascade' }),
  createdAt: at('created_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
  /** False once a first administrator exists and the code has no further use. */
  active: boolean('active').notNull(),
});
