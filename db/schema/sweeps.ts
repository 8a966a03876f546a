import { pgTable, text } from 'drizzle-orm/pg-core';
import type { Sweep } from '#lib/domain/retention/records.ts';
import { at } from './columns.ts';

/** Local table: when each job that removes old rows last ran to its end, for those who ask whether it does. */
export const sweeps = pgTable('sweeps', {
  job: text('job').$type<Sweep>().primaryKey(),
  ranAt: at('ran_at').notNull(),
});
