import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { ChangeWay, Standing } from '#lib/domain/privilege/history/change.ts';
import type { InventorySource, PrincipalKind, ResourceKind, Section, Via } from '#lib/domain/privilege/inventory.ts';
import type { PrivilegeSettings } from '#lib/domain/privilege/settings.ts';
import { at, bytea, repositoryScope } from './columns.ts';
import { organizations, repositories } from './organization.ts';

/**
 * What systems say of who may do what, with its history. Rows stand from the snapshot `since` that first said so, up to the
 * snapshot `until` that no longer did (null: now), so that a snapshot which says the same touches none of them.
 */
export const privilegeSnapshots = pgTable(
  'privilege_snapshots',
  {
    ...repositoryScope(),
    number: integer('number').notNull(),
    source: text('source').$type<InventorySource>().notNull(),
    scope: text('scope').notNull(),
    collectedAt: at('collected_at').notNull(),
    appliedAt: at('applied_at').notNull(),
    upload: integer('upload').notNull(),
    /** The same upload, read by a newer version: what it says otherwise is no change. */
    reread: boolean('reread').notNull(),
    sections: jsonb('sections').$type<Section[]>().notNull(),
    /** What stands after it. */
    principals: integer('principals').notNull(),
    memberships: integer('memberships').notNull(),
    resources: integer('resources').notNull(),
    grants: integer('grants').notNull(),
    /** Of these: rows that stand by what was said before. */
    unknown: integer('unknown').notNull(),
    /** Rights and memberships of what nothing tells: they are not kept. */
    dangling: integer('dangling').notNull(),
    changes: integer('changes').notNull(),
    /** When what it said was removed by the policy: only its time is left, for what has stood since then. */
    removedAt: at('removed_at'),
  },
  (t) => [
    primaryKey({ name: 'privilege_snapshots_pk', columns: [t.orgId, t.repoId, t.number] }),
    index('privilege_snapshots_upload').on(t.orgId, t.repoId, t.upload),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'privilege_snapshots_repo',
    }).onDelete('cascade'),
  ],
);

/** What no snapshot has told yet, so that the first one that tells it draws no change: sections, or parts of them. */
export const privilegeUntold = pgTable(
  'privilege_untold',
  {
    ...repositoryScope(),
    section: text('section').notNull(),
    /** Key of a resource; null bytes: all of the section. */
    resource: bytea('resource').notNull(),
  },
  (t) => [primaryKey({ name: 'privilege_untold_pk', columns: [t.orgId, t.repoId, t.section, t.resource] })],
);

/**
 * Principals whose person was erased: what stands of them stays as long as it is told, what is history has no name. A row goes when
 * nothing can write the name again: what it was is needed until then.
 */
export const privilegeErasures = pgTable(
  'privilege_erasures',
  {
    ...repositoryScope(),
    principal: integer('principal').notNull(),
    kind: text('kind').$type<PrincipalKind>().notNull(),
    names: text('names').array().notNull(),
    externalIds: text('external_ids').array().notNull(),
    at: at('at').notNull(),
    /** Upload of the first inventory that no longer told of it; null: it stands. */
    goneUpload: integer('gone_upload'),
  },
  (t) => [
    primaryKey({ name: 'privilege_erasures_pk', columns: [t.orgId, t.repoId, t.principal] }),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'privilege_erasures_repo',
    }).onDelete('cascade'),
  ],
);

const validity = () => ({
  since: integer('since').notNull(),
  until: integer('until'),
  /** Since which snapshot nothing is said of it, so that what was said before stands; null: it is known. */
  unknownSince: integer('unknown_since'),
  /** Hash of what makes it the same from snapshot to snapshot. */
  key: bytea('key').notNull(),
  /** Hash of what the last snapshot that had it said of it. */
  content: bytea('content').notNull(),
  /** Sections that must all be whole before its absence says anything, by commas; null: all. */
  sections: text('sections'),
});

type Versioned = Record<'orgId' | 'repoId' | 'key' | 'since', AnyPgColumn>;

const standing = sql`until is null`;

/** No foreign keys from here on: they would cost a lookup for each of hundreds of thousands of rows. */
const versions = (t: Versioned, name: string) =>
  primaryKey({ name: `${name}_pk`, columns: [t.orgId, t.repoId, t.key, t.since] });

/** Whoever may do something: people, machines, groups, and credentials. */
export const privilegePrincipals = pgTable(
  'privilege_principals',
  {
    ...repositoryScope(),
    ...validity(),
    /** Of what it is: the same in all versions. */
    number: integer('number').notNull(),
    /** Which of its fields are not said any more; null: all or none of them, as `unknown_since` says. */
    unknownFields: text('unknown_fields').array(),
    externalId: text('external_id').notNull(),
    kind: text('kind').$type<PrincipalKind>().notNull(),
    name: text('name').notNull(),
    owner: text('owner'),
    standing: text('standing').$type<Standing>(),
    suspended: boolean('suspended'),
    twoFactor: boolean('two_factor'),
    createdAt: at('created_at'),
    /** Null and told: never. Null and not told: not known. */
    expiresAt: at('expires_at'),
    expiresTold: boolean('expires_told').notNull(),
    lastActiveAt: at('last_active_at'),
    lastActiveTold: boolean('last_active_told').notNull(),
    /** What it may do by itself: apps and tokens. */
    ownLevel: smallint('own_level'),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
    /** What follows from all that stands: highest level through anything, and rights, its groups' too. */
    level: smallint('level').notNull(),
    rights: integer('rights').notNull(),
  },
  (t) => [
    versions(t, 'privilege_principals'),
    index('privilege_principals_number').on(t.orgId, t.repoId, t.number, t.since),
    index('privilege_principals_level').on(t.orgId, t.level.desc(), t.repoId, t.number).where(standing),
    index('privilege_principals_kind').on(t.orgId, t.kind, t.level.desc(), t.repoId, t.number).where(standing),
    index('privilege_principals_name').using('gin', sql`name gin_trgm_ops`).where(standing),
    // Credentials by their age: those of which it is not told come last.
    index('privilege_principals_age')
      .on(t.orgId, sql`coalesce(created_at, 'infinity'::timestamptz)`, t.repoId, t.number)
      .where(sql`until is null and kind in ('app', 'oauth_app', 'deploy_key', 'token')`),
    index('privilege_principals_expiry').on(t.orgId, t.expiresAt, t.repoId, t.number).where(standing),
  ],
);

export const privilegeMemberships = pgTable(
  'privilege_memberships',
  {
    ...repositoryScope(),
    ...validity(),
    member: integer('member').notNull(),
    groupNumber: integer('group_number').notNull(),
  },
  (t) => [
    versions(t, 'privilege_memberships'),
    index('privilege_memberships_member').on(t.orgId, t.repoId, t.member).where(standing),
    index('privilege_memberships_group').on(t.orgId, t.repoId, t.groupNumber).where(standing),
  ],
);

/** Whatever rights are about: organizations, repositories, environments, secrets. */
export const privilegeResources = pgTable(
  'privilege_resources',
  {
    ...repositoryScope(),
    ...validity(),
    number: integer('number').notNull(),
    unknownFields: text('unknown_fields').array(),
    externalId: text('external_id').notNull(),
    kind: text('kind').$type<ResourceKind>().notNull(),
    name: text('name').notNull(),
    /** Number of what it lies in. */
    parent: integer('parent'),
    visibility: text('visibility'),
    archived: boolean('archived').notNull(),
    createdAt: at('created_at'),
    updatedAt: at('updated_at'),
    expiresAt: at('expires_at'),
    expiresTold: boolean('expires_told').notNull(),
    lastUsedAt: at('last_used_at'),
    lastUsedTold: boolean('last_used_told').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    versions(t, 'privilege_resources'),
    index('privilege_resources_number').on(t.orgId, t.repoId, t.number, t.since),
    index('privilege_resources_kind').on(t.orgId, t.kind, t.repoId, t.number).where(standing),
    index('privilege_resources_age')
      .on(t.orgId, sql`coalesce(updated_at, created_at, 'infinity'::timestamptz)`, t.repoId, t.number)
      .where(sql`until is null and kind in ('secret', 'key', 'account')`),
    index('privilege_resources_name').using('gin', sql`name gin_trgm_ops`).where(standing),
  ],
);

export const privilegeGrants = pgTable(
  'privilege_grants',
  {
    ...repositoryScope(),
    ...validity(),
    unknownFields: text('unknown_fields').array(),
    principal: integer('principal').notNull(),
    resource: integer('resource').notNull(),
    via: text('via').$type<Via>().notNull(),
    permission: text('permission').notNull(),
    level: smallint('level').notNull(),
    expiresAt: at('expires_at'),
    expiresTold: boolean('expires_told').notNull(),
    lastUsedAt: at('last_used_at'),
    lastUsedTold: boolean('last_used_told').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    versions(t, 'privilege_grants'),
    index('privilege_grants_principal').on(t.orgId, t.repoId, t.principal, t.resource).where(standing),
    index('privilege_grants_resource').on(t.orgId, t.repoId, t.resource, t.level.desc()).where(standing),
    index('privilege_grants_level').on(t.orgId, t.level.desc(), t.repoId, t.principal, t.key).where(standing),
    // Few systems tell when a right was used: those that were not are found among these, and those that do not tell are counted.
    index('privilege_grants_used')
      .on(t.orgId, t.lastUsedTold, t.level.desc(), t.repoId, t.principal, t.key)
      .where(standing),
  ],
);

/** What a snapshot changed in who may do what. Never drawn from what was not told. */
export const privilegeChanges = pgTable(
  'privilege_changes',
  {
    ...repositoryScope(),
    snapshot: integer('snapshot').notNull(),
    number: integer('number').notNull(),
    /** When the snapshot was collected. */
    at: at('at').notNull(),
    way: text('way').$type<ChangeWay>().notNull(),
    principal: integer('principal').notNull(),
    /** Of a resource, or of a group that was joined or left; both null: its own permissions. */
    resource: integer('resource'),
    groupNumber: integer('group_number'),
    fromLevel: smallint('from_level').notNull(),
    toLevel: smallint('to_level').notNull(),
    /** Principals that are admin of something by it and were not before, and the first of them. */
    admins: integer('admins').notNull(),
    adminSample: integer('admin_sample').array().notNull(),
    /** Number of the change of the same snapshot that it follows from; null: none. */
    cause: integer('cause'),
    /** How many follow from it. */
    follows: integer('follows').notNull().default(0),
  },
  (t) => [
    primaryKey({ name: 'privilege_changes_pk', columns: [t.orgId, t.repoId, t.snapshot, t.number] }),
    index('privilege_changes_at').on(t.orgId, t.at.desc(), t.repoId, t.number),
    index('privilege_changes_admin').on(t.orgId, t.at.desc(), t.repoId, t.number).where(sql`admins > 0`),
    index('privilege_changes_principal').on(t.orgId, t.repoId, t.principal, t.snapshot),
  ],
);

/** Shared table: what an organization decides for itself of privileges. No row: the defaults. */
export const privilegeSettings = pgTable(
  'privilege_settings',
  {
    orgId: integer('org_id').notNull(),
    settings: jsonb('settings').$type<PrivilegeSettings>().notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'privilege_settings_org' }).onDelete(
      'cascade',
    ),
  ],
);
