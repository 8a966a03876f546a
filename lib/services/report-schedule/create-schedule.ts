import { lockOrganization } from '#db/queries/organizations.ts';
import { countSchedules, insertSchedule } from '#db/queries/report-schedules.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ReportScheduleBody } from '#lib/contracts/report-schedule.ts';
import { MOST_SCHEDULES } from '#lib/domain/report-schedule/schedule.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { nameTaken, scheduleDetail, scheduleOf, scheduleTarget } from './schedule-of.ts';

/**
 * Orders a report for some people, of each period that ends from now on.
 * @returns its id
 * @throws Fault forbidden; invalid_input; not_found for a scope that there is not; conflict for a name that is taken, or when there
 *   are too many
 */
export async function createSchedule(ctx: Context, body: ReportScheduleBody): Promise<number> {
  permit(ctx, 'report:schedule', 'organization');
  return inTransaction(ctx.sql, async (tx) => {
    await lockOrganization(tx, ctx.orgId);
    const schedule = await scheduleOf(tx, ctx, body);
    if ((await countSchedules(tx, ctx)) >= MOST_SCHEDULES) {
      throw new Fault(
        'conflict',
        `The organization has ${MOST_SCHEDULES} schedules of reports already, the most there can be: delete one first.`,
      );
    }
    const id = await insertSchedule(tx, ctx, schedule);
    if (id === null) throw nameTaken(body.name);
    const target = scheduleTarget({ id, name: body.name });
    await writeAudit(tx, auditSource(ctx), { verb: 'report.scheduled', target, detail: scheduleDetail(schedule) });
    return id;
  });
}
