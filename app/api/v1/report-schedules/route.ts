import { reportScheduleBody } from '#lib/contracts/report-schedule.ts';
import { createSchedule } from '#lib/services/report-schedule/create-schedule.ts';
import { getSchedule, getSchedules } from '#lib/views/report-schedule/get-schedules.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getSchedules(ctx)));

export const POST = route(async (ctx, request) => {
  const id = await createSchedule(ctx, parseWith(reportScheduleBody, await jsonBody(request)));
  return json(await getSchedule(ctx, id), 201);
});
