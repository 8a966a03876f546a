import { findScheduleToChange, updateSchedule } from '#db/queries/report-schedules.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ReportScheduleBody } from '#lib/contracts/report-schedule.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { nameTaken, scheduleDetail, scheduleOf, scheduleTarget } from './schedule-of.ts';

/** Puts another schedule in the place of one. @throws Fault not_found; forbidden; invalid_input; conflict for a name that is taken */
export async function changeSchedule(ctx: Context, id: number, body: ReportScheduleBody): Promise<void> {
  permit(ctx, 'report:schedule', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    if ((await findScheduleToChange(tx, ctx, id)) === null) {
      throw new Fault('not_found', 'There is no such schedule of a report.');
    }
    const schedule = await scheduleOf(tx, ctx, body);
    if (!(await updateSchedule(tx, ctx, id, schedule))) throw nameTaken(body.name);
    const target = scheduleTarget({ id, name: body.name });
    await writeAudit(tx, auditSource(ctx), {
      verb: 'report.schedule_changed',
      target,
      detail: scheduleDetail(schedule),
    });
  });
}
