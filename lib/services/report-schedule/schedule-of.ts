import type { Transaction } from '#db/client.ts';
import { findReportReaders, type NewSchedule } from '#db/queries/report-schedules.ts';
import type { Context } from '#lib/context.ts';
import type { ReportScheduleBody } from '#lib/contracts/report-schedule.ts';
import type { AuditDetail, AuditTarget } from '#lib/domain/audit/entry.ts';
import { Fault } from '#lib/errors.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';

/** What is stored of a schedule. @throws Fault invalid_input for people or a scope that there are not */
export async function scheduleOf(tx: Transaction, ctx: Context, body: ReportScheduleBody): Promise<NewSchedule> {
  if (body.scope !== null) await chooseScope(ctx, body.scope);
  const ids = [...new Set(body.recipients)];
  const known = new Set((await findReportReaders(tx, ctx, ids)).map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const message = `names nobody of this organization: ${unknown.join(', ')}`;
    throw new Fault('invalid_input', `recipients ${message}.`, { fields: [{ path: 'recipients', message }] });
  }
  return {
    ...body,
    slug: body.name.toLowerCase(),
    recipients: ids,
    ...{ changedBy: ctx.userId, changedAt: ctx.now() },
  };
}

/** A schedule, as the audit log names it. */
export const scheduleTarget = ({ id, name }: { id: number; name: string }): AuditTarget => ({
  kind: 'report_schedule',
  id: String(id),
  name,
});

export const scheduleDetail = ({ scope, period, day, hour, recipients }: NewSchedule): AuditDetail => ({
  ...{ scope, period, day, hour, recipients: recipients.length },
});

/** What is said of a name that another schedule has. */
export function nameTaken(name: string): Fault {
  const message = 'is taken: there is a schedule of this name';
  return new Fault('conflict', `name: ${message}. Choose another name than ${name}, or change that schedule.`, {
    fields: [{ path: 'name', message }],
  });
}
