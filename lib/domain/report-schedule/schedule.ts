/** What a scheduled report is about: the last whole one of these. */
export const REPORT_PERIODS = ['week', 'month', 'quarter'] as const;
export type ReportPeriod = (typeof REPORT_PERIODS)[number];

/** Schedules of an organization, and people of one. */
export const MOST_SCHEDULES = 20;
export const MOST_RECIPIENTS = 50;
/** Every month has it. */
export const LAST_DAY_OF_MONTH = 28;

/** When a report comes, by the clock of the organization. */
export interface ReportRhythm {
  period: ReportPeriod;
  /** Monday 1 … Sunday 7 of the week after; or the day of the first month after. */
  day: number;
  hour: number;
}
