import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { TokenKind } from '#lib/domain/access/credential.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { at, bytea } from './columns.ts';
import { organizations } from './organization.ts';

export type SetupPurpose = 'first_admin' | 'invite';

/**
 * Shared table. People who sign in; `passwordHash` is null until an invited person has chosen a password. Who is removed
 * keeps the row, because history refers to it, without name, address and password.
 */
export const users = pgTable(
  'users',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    passwordHash: text('password_hash'),
    disabledAt: at('disabled_at'),
    /** Set together with `disabledAt`, which decides whether somebody may sign in. */
    removedAt: at('removed_at'),
    lastSeenAt: at('last_seen_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [uniqueIndex('users_email').on(t.email), index('users_org').on(t.orgId, t.id)],
);

/** Local table: one row per sign-in, so that signing out or disabling takes effect on the next request. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    orgId: integer('org_id').notNull(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  (t) => [index('sessions_user').on(t.userId)],
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
  (t) => [uniqueIndex('tokens_hash').on(t.hash), index('tokens_org').on(t.orgId, t.id)],
);

/**
 * Local table: failed sign-ins of one address from one source, for as long as they count. The address is kept as a hash
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

/** Local table: one-time codes for the first administrator and for invited people. */
export const setupCodes = pgTable('setup_codes', {
  hash: bytea('hash').primaryKey(),
  purpose: text('purpose').$type<SetupPurpose>().notNull(),
  userId: integer('user_id').references(() => users.id, { onDelete: 'cascade' }),
  createdAt: at('created_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
  /** False once a first administrator exists and the code has no further use. */
  active: boolean('active').notNull(),
});
