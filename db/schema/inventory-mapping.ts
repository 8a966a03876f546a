import { foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { InventorySource } from '#lib/domain/privilege/inventory.ts';
import type { InventoryMapping } from '#lib/domain/privilege/inventory-mapping.ts';
import { at } from './columns.ts';
import { organizations } from './organization.ts';

/** Shared table: which column of a source's tables is which, as somebody of the organization said it last. */
export const inventoryMappings = pgTable(
  'inventory_mappings',
  {
    orgId: integer('org_id').notNull(),
    source: text('source').$type<InventorySource>().notNull(),
    mapping: jsonb('mapping').$type<InventoryMapping>().notNull(),
    savedAt: at('saved_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.source] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'inventory_mappings_org' }).onDelete(
      'cascade',
    ),
  ],
);
