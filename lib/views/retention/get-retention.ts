import { findAuditExtent } from '#db/queries/audit-retention.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { countKeptReports } from '#db/queries/retention.ts';
import { findSweeps } from '#db/queries/sweeps.ts';
import type { Context } from '#lib/context.ts';
import type { RetentionView } from '#lib/contracts/retention.ts';
import { Fault } from '#lib/errors.ts';
import { JOBS } from '#lib/jobs/all.ts';
import { permit } from '#lib/permit.ts';

/** How long the organization keeps reports and its audit log, and what there is of each. @throws Fault `forbidden` */
export async function getRetention(ctx: Context): Promise<RetentionView> {
  permit(ctx, 'settings:write', 'organization');
  const [organization, stored, audit, sweeps] = await Promise.all([
    findOrganization(ctx.readSql, ctx.orgId),
    countKeptReports(ctx.readSql, ctx),
    findAuditExtent(ctx.readSql, ctx),
    findSweeps(ctx.systemReadSql),
  ]);
  if (organization === null) throw new Fault('not_found', 'The organization was removed.');
  const ranAt = ({ id }: { id: string }): string | null => sweeps.get(id)?.toISOString() ?? null;
  return {
    keep_reports_days: organization.keepReportsDays,
    stored,
    keep_audit_days: organization.keepAuditDays,
    audit: { entries: audit.entries, oldest_at: audit.oldest?.toISOString() ?? null },
    ran_at: {
      reports: ranAt(JOBS.sweepReports),
      audit: ranAt(JOBS.sweepAudit),
      outbox: ranAt(JOBS.sweepOutbox),
      records: ranAt(JOBS.sweepRecords),
    },
  };
}
