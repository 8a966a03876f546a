import { findScheduleToChange, deleteSchedule as removeSchedule } from '#db/queries/report-schedules.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { scheduleDetail, scheduleTarget } from './schedule-of.ts';

/** Nobody gets reports of it any more. @throws Fault not_found; forbidden */
export async function deleteSchedule(ctx: Context, id: number): Promise<void> {
  permit(ctx, 'report:schedule', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const schedule = await findScheduleToChange(tx, ctx, id);
    if (schedule === null) throw new Fault('not_found', 'There is no such schedule of a report.');
    await removeSchedule(tx, ctx, id);
    await writeAudit(tx, auditSource(ctx), {
      verb: 'report.schedule_deleted',
      target: scheduleTarget(schedule),
      detail: scheduleDetail(schedule),
    });
  });
}
