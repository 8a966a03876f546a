import { foreignKey, integer, pgTable, primaryKey, smallint, text, unique } from 'drizzle-orm/pg-core';
import type { ReportPeriod } from '#lib/domain/report-schedule/schedule.ts';
import { users } from './access.ts';
import { at } from './columns.ts';
import { organizations } from './organization.ts';

/** Local table: which reports come to whom, and when. That one was sent is a row of `mails`. */
export const reportSchedules = pgTable(
  'report_schedules',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    /** In small letters, so that no two differ by case alone. */
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    /** `team:payments`; null: all that each of them may see. */
    scope: text('scope'),
    period: text('period').$type<ReportPeriod>().notNull(),
    /** Of the week, or of the month, after the period. */
    day: smallint('day').notNull(),
    hour: smallint('hour').notNull(),
    /** Ids of people. */
    recipients: integer('recipients').array().notNull(),
    /** Who changed it last; null for a token that no person made. */
    changedBy: integer('changed_by'),
    /** What was due before is not made up for. */
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('report_schedules_slug').on(t.orgId, t.slug),
    foreignKey({ columns: [t.changedBy], foreignColumns: [users.id], name: 'report_schedules_changed_by' }),
  ],
);
