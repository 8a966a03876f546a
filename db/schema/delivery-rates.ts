import { bigint, doublePrecision, foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { organizations } from './organization.ts';

/**
 * Local table: how many reports an organization (`organization`) and each of its credentials (`token 12`, `person 3`) have
 * sent of late. Unlogged, because it changes with every delivery: after a crash of the database counting begins anew.
 */
export const deliveryRates = pgTable(
  'delivery_rates',
  {
    orgId: integer('org_id').notNull(),
    sender: text('sender').notNull(),
    /** Deliveries of the last minute that count at the time `at`; they fade evenly, the whole limit within a minute. */
    used: doublePrecision('used').notNull(),
    /** Refused deliveries that were told when to come back, fading like `used`: the next one is told a later time. */
    waiting: doublePrecision('waiting').notNull(),
    at: at('at').notNull(),
    /** Of a credential: its deliveries under way, id → milliseconds since 1970 after which it no longer counts. */
    underWay: jsonb('under_way').$type<Record<string, number>>().notNull(),
    /** Of the organization, while its stored bytes are limited: bytes of its stored reports; null: not counted yet. */
    storedBytes: bigint('stored_bytes', { mode: 'number' }),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.sender] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'delivery_rates_org' }).onDelete(
      'cascade',
    ),
  ],
);
