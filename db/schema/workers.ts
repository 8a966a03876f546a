import { pgTable, text } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';

/** Local table: workers of the queue, each with its last sign of life. Those silent for a day are forgotten. */
export const workers = pgTable('workers', { id: text('id').primaryKey(), seenAt: at('seen_at').notNull() });
