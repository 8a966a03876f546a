import { rowNumber } from '#lib/contracts/common.ts';
import { reportScheduleBody } from '#lib/contracts/report-schedule.ts';
import { changeSchedule } from '#lib/services/report-schedule/change-schedule.ts';
import { deleteSchedule } from '#lib/services/report-schedule/delete-schedule.ts';
import { getSchedule } from '#lib/views/report-schedule/get-schedules.ts';
import { json, jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const PUT = route(async (ctx, request, { id }) => {
  const schedule = parseWith(rowNumber, id);
  await changeSchedule(ctx, schedule, parseWith(reportScheduleBody, await jsonBody(request)));
  return json(await getSchedule(ctx, schedule));
});

export const DELETE = route(async (ctx, _request, { id }) => {
  await deleteSchedule(ctx, parseWith(rowNumber, id));
  return noContent();
});
