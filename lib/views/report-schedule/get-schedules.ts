import { findDayZones } from '#db/queries/day-zones.ts';
import { findReportReaders, listSchedules, listSentReports } from '#db/queries/report-schedules.ts';
import type { Context } from '#lib/context.ts';
import type { ReportScheduleList, ReportScheduleView } from '#lib/contracts/report-schedule.ts';
import { can } from '#lib/domain/access/access.ts';
import { latestZone } from '#lib/domain/calendar/day-zones.ts';
import { localTime } from '#lib/domain/digest/local-time.ts';
import { nextReport } from '#lib/domain/report-schedule/due-report.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

const SENT = 30;

/** Which reports come to whom, when, and what was made last. */
export async function getSchedules(ctx: Context): Promise<ReportScheduleList> {
  permit(ctx, 'posture:export', 'organization');
  const { readSql: sql, orgId } = ctx;
  const [schedules, sent, zones] = await Promise.all([
    listSchedules(sql, ctx),
    listSentReports(sql, ctx, SENT),
    findDayZones(sql, ctx),
  ]);
  const ids = [...new Set(schedules.flatMap(({ recipients }) => recipients))];
  const readers = await findReportReaders(sql, ctx, ids);
  const zone = latestZone(zones);
  const now = localTime(ctx.now(), zone);
  const names = new Map(schedules.map(({ id, name }) => [String(id), name]));
  return {
    time_zone: zone,
    items: schedules.map(({ id, name, scope, period, day, hour, recipients, ...row }) => ({
      ...{ id, name, scope, period, day, hour },
      recipients: readers
        .filter((reader) => recipients.includes(reader.id))
        .map((one) => ({ id: one.id, name: one.name })),
      next: nextReport({ period, day, hour }, now),
      changed_by: row.changedByName,
      changed_at: row.changedAt.toISOString(),
    })),
    sent: sent.map(({ key, name, state, createdAt, sentAt, lastAnswer }) => {
      const [, schedule = '', period = ''] = key.split(':');
      const at = (sentAt ?? createdAt).toISOString();
      return { schedule: names.get(schedule) ?? null, period, recipient: name, state, at, said: lastAnswer };
    }),
    may_change: can(ctx.principal, 'report:schedule', { orgId }),
  };
}

/** One of them. @throws Fault not_found */
export async function getSchedule(ctx: Context, id: number): Promise<ReportScheduleView> {
  permit(ctx, 'posture:export', 'organization');
  const found = (await getSchedules(ctx)).items.find((one) => one.id === id);
  if (found === undefined) throw new Fault('not_found', 'There is no such schedule of a report.');
  return found;
}
