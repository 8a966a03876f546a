import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ExemptionState } from '#lib/domain/coverage/exemption.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { at, repositoryScope } from './columns.ts';
import { decided } from './exception.ts';
import { repositories } from './organization.ts';

/** Nothing but time and people ends one. */
const { endReason: _endReason, ...decision } = decided();

/** Decisions that a category does not apply to a repository, numbered in it. At most one of a category is alive. */
export const exemptions = pgTable(
  'exemptions',
  {
    ...repositoryScope(),
    number: integer('number').notNull(),
    category: text('category').$type<ScoreCategory>().notNull(),
    state: text('state').$type<ExemptionState>().notNull(),
    reason: text('reason').notNull(),
    ...decision,
    /** No exemption is for good. */
    expiresAt: at('expires_at').notNull(),
    /** Days before its end of which readers were reminded last; 0: not yet. */
    reminded: smallint('reminded').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.number] }),
    uniqueIndex('exemptions_live').on(t.orgId, t.repoId, t.category).where(sql`state in ('requested', 'in_force')`),
    index('exemptions_state').on(t.orgId, t.state, t.requestedAt, t.repoId, t.number),
    index('exemptions_expiry').on(t.orgId, t.expiresAt, t.repoId).where(sql`state in ('requested', 'in_force')`),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'exemptions_repo',
    }).onDelete('cascade'),
  ],
);
