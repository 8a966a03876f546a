import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Role } from '#lib/domain/access/role.ts';
import type { SecondFactorRule } from '#lib/domain/sign-in/second-factor-policy.ts';
import { accounts } from './access.ts';
import { at, bytea } from './columns.ts';
import { organizations } from './organization.ts';
import { teams } from './team.ts';

/** Local table: who a person is at a sign-in provider. Nothing but issuer and subject tells people apart. */
export const identities = pgTable(
  'identities',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** Id of the provider in the environment, for its name. */
    provider: text('provider').notNull(),
    /** As last told, to be shown only. */
    email: text('email'),
    createdAt: at('created_at').notNull(),
    lastUsedAt: at('last_used_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), index('identities_account').on(t.accountId)],
);

/** Local table: second factors (RFC 6238) of accounts with a password. The secret is encrypted. */
export const secondFactors = pgTable('second_factors', {
  accountId: integer('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  secret: bytea('secret').notNull(),
  createdAt: at('created_at').notNull(),
  /** The time step of the last code that was taken: neither it nor an earlier one is taken again. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull(),
});

/** Local table: recovery codes, each good for one sign-in without the second factor. Only the SHA-256 is kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    hash: bytea('hash').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.hash] })],
);

/** Local table: an organization's rules for signing in. Without a row: nobody gets in uninvited, no second factor is required. */
export const signInPolicies = pgTable('sign_in_policies', {
  orgId: integer('org_id')
    .primaryKey()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  secondFactor: text('second_factor').$type<SecondFactorRule>().notNull(),
  admitByGroup: boolean('admit_by_group').notNull(),
  admitDomains: text('admit_domains').array().notNull(),
  admitRole: text('admit_role').$type<Role>().notNull(),
});

/** Local table: what members of a provider's group get: a role, or a place in a team. */
export const groupMappings = pgTable(
  'group_mappings',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: integer('id').generatedAlwaysAsIdentity().notNull(),
    provider: text('provider').notNull(),
    groupName: text('group_name').notNull(),
    role: text('role').$type<Role>(),
    teamId: integer('team_id'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('group_mappings_role').on(t.orgId, t.provider, t.groupName, t.role).where(sql`role is not null`),
    uniqueIndex('group_mappings_team').on(t.orgId, t.provider, t.groupName, t.teamId).where(sql`team_id is not null`),
    foreignKey({
      columns: [t.orgId, t.teamId],
      foreignColumns: [teams.orgId, teams.id],
      name: 'group_mappings_team_fk',
    }).onDelete('cascade'),
  ],
);

/**
 * Local table: groups that a provider told of people of an organization, to be offered where groups are given roles and
 * teams. The newest of them only.
 */
export const seenGroups = pgTable(
  'seen_groups',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    provider: text('provider').notNull(),
    groupName: text('group_name').notNull(),
    /** To the day. */
    lastSeenAt: at('last_seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.provider, t.groupName] })],
);
