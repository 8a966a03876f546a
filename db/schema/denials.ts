import { foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { organizations } from './organization.ts';

/**
 * Local table: refused requests of one person or token for want of one permission, within an hour. Unlogged, because a
 * hostile client could make it change with every request; what is worth keeping is in the audit log.
 */
export const denials = pgTable(
  'denials',
  {
    orgId: integer('org_id').notNull(),
    /** `token 12`, `person 3` */
    actor: text('actor').notNull(),
    permission: text('permission').notNull(),
    requests: integer('requests').notNull(),
    /** Time of the first one that counts. */
    since: at('since').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.actor, t.permission] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'denials_org' }).onDelete('cascade'),
  ],
);
