import { hourWord, weekdayWord } from '#components/shared/mail-words.ts';
import type { ReportScheduleView } from '#lib/contracts/report-schedule.ts';
import type { ReportPeriod } from '#lib/domain/report-schedule/schedule.ts';

export const PERIOD_WORDS: Readonly<Record<ReportPeriod, string>> = {
  week: 'Last week',
  month: 'Last month',
  quarter: 'Last quarter',
};

/** `each Monday at 08:00`, `on day 3 of each quarter at 08:00`. */
export function rhythmWords({ period, day, hour }: Pick<ReportScheduleView, 'period' | 'day' | 'hour'>): string {
  const when = period === 'week' ? `each ${weekdayWord(day)}` : `on day ${day} of each ${period}`;
  return `${when} at ${hourWord(hour)}`;
}
