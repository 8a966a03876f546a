import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { MemberSource, OwnershipSource } from '#lib/domain/team/sources.ts';
import { users } from './access.ts';
import { at, repositoryScope } from './columns.ts';
import { organizations, repositories } from './organization.ts';

/** Shared table. People who own repositories together. `slug` never changes: addresses and CODEOWNERS files name it. */
export const teams = pgTable(
  'teams',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    /** Made by the demo, and removed with it. */
    demo: boolean('demo').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('teams_slug').on(t.orgId, t.slug)],
);

const teamScope = () => ({ orgId: integer('org_id').notNull(), teamId: integer('team_id').notNull() });

/** Shared table. Somebody may be in a team for several reasons at once, and leaves it when the last one is gone. */
export const teamMembers = pgTable(
  'team_members',
  {
    ...teamScope(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    source: text('source').$type<MemberSource>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'team_members_pk', columns: [t.orgId, t.teamId, t.userId, t.source] }),
    index('team_members_user').on(t.orgId, t.userId, t.teamId),
    foreignKey({
      columns: [t.orgId, t.teamId],
      foreignColumns: [teams.orgId, teams.id],
      name: 'team_members_team',
    }).onDelete('cascade'),
  ],
);

/** Shared table. Globs of the names of repositories that a team owns, in lower case. */
export const teamPatterns = pgTable('team_patterns', { ...teamScope(), pattern: text('pattern').notNull() }, (t) => [
  primaryKey({ name: 'team_patterns_pk', columns: [t.orgId, t.teamId, t.pattern] }),
  foreignKey({
    columns: [t.orgId, t.teamId],
    foreignColumns: [teams.orgId, teams.id],
    name: 'team_patterns_team',
  }).onDelete('cascade'),
]);

/**
 * Shared table. What a team owns, and by what: a row for each source that says so. Patterns and CODEOWNERS are resolved to
 * rows when they, or the names of repositories, change; a request only reads rows.
 */
export const teamRepositories = pgTable(
  'team_repositories',
  { ...teamScope(), repoId: integer('repo_id').notNull(), source: text('source').$type<OwnershipSource>().notNull() },
  (t) => [
    primaryKey({ name: 'team_repositories_pk', columns: [t.orgId, t.teamId, t.repoId, t.source] }),
    index('team_repositories_repository').on(t.orgId, t.repoId, t.teamId),
    foreignKey({
      columns: [t.orgId, t.teamId],
      foreignColumns: [teams.orgId, teams.id],
      name: 'team_repositories_team',
    }).onDelete('cascade'),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'team_repositories_repo',
    }).onDelete('cascade'),
  ],
);

/** Shared table. Words that people put on repositories. */
export const repositoryLabels = pgTable(
  'repository_labels',
  { ...repositoryScope(), label: text('label').notNull() },
  (t) => [
    primaryKey({ name: 'repository_labels_pk', columns: [t.orgId, t.repoId, t.label] }),
    index('repository_labels_label').on(t.orgId, t.label, t.repoId),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'repository_labels_repo',
    }).onDelete('cascade'),
  ],
);

/** Shared table. Who owns the whole repository by its CODEOWNERS file, also those for whom there is no team (yet). */
export const repositoryCodeOwners = pgTable(
  'repository_code_owners',
  {
    ...repositoryScope(),
    /** As the file names it: `@acme/payments`. */
    owner: text('owner').notNull(),
    /** Slug of the team that it would be; null for a person. */
    slug: text('slug'),
  },
  (t) => [
    primaryKey({ name: 'repository_code_owners_pk', columns: [t.orgId, t.repoId, t.owner] }),
    index('repository_code_owners_slug').on(t.orgId, t.slug, t.repoId).where(sql`slug is not null`),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'repository_code_owners_repo',
    }).onDelete('cascade'),
  ],
);
