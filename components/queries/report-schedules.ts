import { queryOptions } from '@tanstack/react-query';
import type { ReportScheduleBody, ReportScheduleList, ReportScheduleView } from '#lib/contracts/report-schedule.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const SCHEDULES = '/api/v1/report-schedules';

/** Schedules are of the whole organization: no chosen scope cuts them. */
export function reportSchedulesQuery() {
  return queryOptions({
    queryKey: ['report-schedules'] as const,
    queryFn: ({ signal }) => fetchJson<ReportScheduleList>(SCHEDULES, signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

/** Adds a schedule, or puts another one in the place of one. */
export const saveReportSchedule = (id: number | null, body: ReportScheduleBody) =>
  id === null
    ? sendJson<ReportScheduleView>('POST', SCHEDULES, body)
    : sendJson<ReportScheduleView>('PUT', `${SCHEDULES}/${id}`, body);
export const deleteReportSchedule = (id: number) => sendJson<undefined>('DELETE', `${SCHEDULES}/${id}`);
