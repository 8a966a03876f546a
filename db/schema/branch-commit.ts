import { foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, repositoryScope } from './columns.ts';
import { repositories } from './organization.ts';

/** The last commits of the default branch, where somebody tells them, numbered from the oldest on. At most `COMMITS_KEPT`. */
export const branchCommits = pgTable(
  'branch_commits',
  {
    ...repositoryScope(),
    number: integer('number').notNull(),
    sha: text('sha').notNull(),
    /** Never before that of the commit before it. */
    committedAt: at('committed_at').notNull(),
    /** When it was told last that this is the newest one. */
    toldAt: at('told_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.number] }),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'branch_commits_repo',
    }).onDelete('cascade'),
  ],
);
