import { foreignKey, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { ViewScreen } from '#lib/domain/saved-view/saved-view.ts';
import { users } from './access.ts';
import { at } from './columns.ts';
import { organizations } from './organization.ts';

/** Local table: addresses of screens that people keep under a name, each for themselves or for the whole organization. */
export const savedViews = pgTable(
  'saved_views',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    screen: text('screen').$type<ViewScreen>().notNull(),
    /** Null: shared with the organization. */
    ownerId: integer('owner_id'),
    /** Of its kind: no two views of one person, and no two shared ones, have the same. */
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    /** What stands behind the question mark of the screen's address. */
    search: text('search').notNull(),
    /** Who changed it last; null for a token that no person made. */
    changedBy: integer('changed_by'),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('saved_views_slug').on(t.orgId, t.screen, t.ownerId, t.slug).nullsNotDistinct(),
    foreignKey({ columns: [t.ownerId], foreignColumns: [users.id], name: 'saved_views_owner' }).onDelete('cascade'),
    foreignKey({ columns: [t.changedBy], foreignColumns: [users.id], name: 'saved_views_changed_by' }),
  ],
);
