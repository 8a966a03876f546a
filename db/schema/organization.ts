import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { DayZones } from '#lib/domain/calendar/day-zones.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { CodeHost } from '#lib/domain/repository/code-host.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import type { DeveloperSight } from '#lib/domain/team/sources.ts';

import { at } from './columns.ts';

/** Shared table. The tenant. */
export const organizations = pgTable('organizations', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  demo: boolean('demo').notNull(),
  /** Days that the bytes of a report are kept after it arrived; 0: until it is read; null: for good. */
  keepReportsDays: integer('keep_reports_days'),
  /** Days that entries of the audit log are kept, a year at least; null: for good. */
  keepAuditDays: integer('keep_audit_days'),
  /** Days that snapshots of who may do what are kept after they were collected, 90 at least; null: for good. */
  keepPrivilegesDays: integer('keep_privileges_days'),
  /** Limits on deliveries, below those of the installation; null: its own. Reports within a minute, and bytes. */
  uploadsPerMinute: integer('uploads_per_minute'),
  credentialUploadsPerMinute: integer('credential_uploads_per_minute'),
  storedBytesLimit: bigint('stored_bytes_limit', { mode: 'number' }),
  /** What developers see: all of it until the first team is made, then what their teams own. */
  developerSight: text('developer_sight').$type<DeveloperSight>().notNull().default('organization'),
  /** In which zones its days begin and end. */
  dayZones: jsonb('day_zones').$type<DayZones>().notNull().default([]),
  /** Since when a job removes it: nobody can enter it any more. */
  deletingAt: at('deleting_at'),
  createdAt: at('created_at').notNull(),
});

/** Shared table. `slug` is the lower-cased full name: hosts treat names case-insensitively. */
export const repositories = pgTable(
  'repositories',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    slug: text('slug').notNull(),
    fullName: text('full_name').notNull(),
    kind: text('kind').$type<RepositoryKind>().notNull(),
    defaultBranch: text('default_branch').notNull(),
    /** False until a person or an inventory says which branch it is: then `defaultBranch` is a guess. */
    defaultBranchKnown: boolean('default_branch_known').notNull(),
    trackedRefs: text('tracked_refs').array().notNull(),
    criticality: text('criticality').$type<Criticality>().notNull(),
    exposure: text('exposure').$type<Exposure>().notNull(),
    archived: boolean('archived').notNull(),
    /** Since when it is archived; null: it is not, or has been since before this was noted. */
    archivedAt: at('archived_at'),
    holdSuspicious: boolean('hold_suspicious').notNull(),
    /** Where people read the code, as a person says it; null: known from the runs of well-known hosts, or not at all. */
    codeHost: text('code_host').$type<CodeHost>(),
    codeUrl: text('code_url'),
    /** Part of the address of a badge that everybody may see; null: it has none. */
    badgeKey: text('badge_key'),
    demo: boolean('demo').notNull(),
    /** Since when a job removes it: it has no name any more, is archived, and nothing shows it. */
    deletingAt: at('deleting_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('repositories_slug').on(t.orgId, t.slug),
    uniqueIndex('repositories_badge').on(t.orgId, t.badgeKey),
  ],
);

/**
 * Shared table: names that repositories had before. Their addresses lead to the repository and reports under them land in
 * it, until the repository gives the name up. No name is here and in `repositories` at once.
 */
export const formerNames = pgTable(
  'former_names',
  {
    orgId: integer('org_id').notNull(),
    slug: text('slug').notNull(),
    fullName: text('full_name').notNull(),
    repoId: integer('repo_id').notNull(),
    /** When the repository was renamed. */
    until: at('until').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.slug] }),
    index('former_names_repository').on(t.orgId, t.repoId),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'former_names_repo',
    }).onDelete('cascade'),
  ],
);

/** Shared table: rules repeat, so text search looks for their names and ids here first. */
export const rules = pgTable(
  'rules',
  {
    orgId: integer('org_id').notNull(),
    scanner: text('scanner').notNull(),
    ruleId: text('rule_id').notNull(),
    /** Its id again where the scanner gives it no name. */
    name: text('name').notNull(),
    category: text('category').$type<Category>().notNull(),
    helpUrl: text('help_url'),
    severity: smallint('severity').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.scanner, t.ruleId] }),
    index('rules_trigram').using('gin', sql`(name || ' ' || rule_id) gin_trgm_ops`),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'rules_org' }).onDelete('cascade'),
  ],
);

/** Shared table: titles that findings have, once each. Text search looks here instead of at every finding. */
export const titles = pgTable('titles', { orgId: integer('org_id').notNull(), title: text('title').notNull() }, (t) => [
  primaryKey({ columns: [t.orgId, t.title] }),
  index('titles_trigram').using('gin', sql`title gin_trgm_ops`),
  // Trigrams do not find words of two characters.
  index('titles_words').using('gin', sql`to_tsvector('simple', title)`),
  foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'titles_org' }).onDelete('cascade'),
]);

/**
 * Shared table: every name of an advisory that some report stated as another name of the same problem, with the one that
 * findings are known by. Names are never taken back. `epoch` counts up with each learning, so that a repository knows what
 * it has not followed yet.
 */
export const advisoryNames = pgTable(
  'advisory_names',
  {
    orgId: integer('org_id').notNull(),
    name: text('name').notNull(),
    canonical: text('canonical').notNull(),
    epoch: integer('epoch').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.name] }),
    index('advisory_names_canonical').on(t.orgId, t.canonical),
    index('advisory_names_epoch').on(t.orgId, t.epoch),
    index('advisory_names_malicious').on(t.orgId, t.canonical).where(sql`left(name, 4) = 'MAL-'`),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'advisory_names_org' }).onDelete(
      'cascade',
    ),
  ],
);
