import { lockOrganization, type Organization } from '#db/queries/organizations.ts';
import { countRemovableReports, setKeepReportsDays } from '#db/queries/retention.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RetentionChange } from '#lib/contracts/retention.ts';
import { isShorter, removableReports } from '#lib/domain/retention/keep-reports.ts';
import { Fault } from '#lib/errors.ts';
import { formatNumber } from '#lib/format.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Changes how long reports are kept. A job removes within the hour what is older.
 * @throws Fault `forbidden`; `invalid_input` when reports would be removed and `confirm` is not the organization's slug
 */
export async function changeRetention(ctx: Context, change: RetentionChange): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  const days = change.keep_reports_days;
  await inTransaction(ctx.sql, async (tx) => {
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    if (organization.keepReportsDays === days) return;
    const which = isShorter(days, organization.keepReportsDays) ? removableReports(days, ctx.now()) : null;
    const going = which === null ? { reports: 0 } : await countRemovableReports(tx, ctx, which);
    if (going.reports > 0) requireConfirmation(change, organization, going.reports);
    await setKeepReportsDays(tx, ctx.orgId, days);
    const target = { kind: 'organization', id: String(ctx.orgId), name: organization.name } as const;
    const detail = { from: organization.keepReportsDays, to: days };
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.retention_changed', target, detail });
  });
}

function requireConfirmation({ confirm }: RetentionChange, { slug }: Organization, reports: number): void {
  if (confirm === slug) return;
  const message = `must be ${slug}, because ${formatNumber(reports)} reports would be removed for good`;
  throw new Fault('invalid_input', `confirm: ${message}.`, { fields: [{ path: 'confirm', message }] });
}
