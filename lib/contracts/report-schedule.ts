import { z } from 'zod';
import { MAX_SCOPE } from '#lib/domain/access/chosen-scope.ts';
import { MAIL_STATES } from '#lib/domain/mail/mail.ts';
import { LAST_DAY_OF_MONTH, MOST_RECIPIENTS, REPORT_PERIODS } from '#lib/domain/report-schedule/schedule.ts';
import { instant, visibleWord } from './common.ts';

const person = z.object({ id: z.number().int(), name: z.string() });
const id = z.number().int().min(1).max(2_147_483_647);
const DAY = { path: ['day'], message: 'must be from 1 (Monday) to 7 for weeks' };

/** `POST /api/v1/report-schedules` and `PUT /api/v1/report-schedules/{id}`. */
export const reportScheduleBody = z
  .object({
    name: visibleWord(60).trim().min(1, 'must not be empty'),
    /** `team:payments`, `label:internet-facing` or `repo:acme/web`; null: all that each recipient may see. */
    scope: z.string().max(MAX_SCOPE).nullable().default(null),
    /** The last whole one is told of. */
    period: z.enum(REPORT_PERIODS),
    /** Monday 1 to Sunday 7 of the week after; of months and quarters the day of the month after. */
    day: z.number().int().min(1).max(LAST_DAY_OF_MONTH),
    /** By the clock of the organization. */
    hour: z.number().int().min(0).max(23),
    /** Ids of people of the organization. */
    recipients: z.array(id).min(1, 'must name somebody').max(MOST_RECIPIENTS),
  })
  .strict()
  .refine(({ period, day }) => period !== 'week' || day <= 7, DAY);
export type ReportScheduleBody = z.output<typeof reportScheduleBody>;

export const reportScheduleView = z.object({
  id: z.number().int(),
  name: z.string(),
  scope: z.string().nullable(),
  period: z.enum(REPORT_PERIODS),
  day: z.number().int(),
  hour: z.number().int(),
  recipients: z.array(person),
  /** The day on which the next one comes. */
  next: z.iso.date(),
  /** Who changed it last, by the present name. */
  changed_by: z.string().nullable(),
  changed_at: instant,
});
export type ReportScheduleView = z.infer<typeof reportScheduleView>;

export const reportScheduleList = z.object({
  time_zone: z.string(),
  items: z.array(reportScheduleView),
  /** What was made last, for each recipient. */
  sent: z.array(
    z.object({
      /** Null: it was deleted since. */
      schedule: z.string().nullable(),
      /** `2026-11` */
      period: z.string(),
      recipient: z.string(),
      state: z.enum(MAIL_STATES),
      at: instant,
      /** Why it was not sent, or what the mail server said. */
      said: z.string().nullable(),
    }),
  ),
  may_change: z.boolean(),
});
export type ReportScheduleList = z.infer<typeof reportScheduleList>;
