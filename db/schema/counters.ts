import { doublePrecision, pgTable, text } from 'drizzle-orm/pg-core';

/** Local table: what workers have counted for `GET /metrics`, over all their lives; a series as Prometheus names it. */
export const counters = pgTable('counters', {
  series: text('series').primaryKey(),
  value: doublePrecision('value').notNull(),
});
