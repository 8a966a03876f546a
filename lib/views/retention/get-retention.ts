import { findAuditExtent } from '#db/queries/audit-retention.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { countKeptPrivileges } from '#db/queries/privilege-retention.ts';
import { countKeptReports } from '#db/queries/retention.ts';
import { findSweeps } from '#db/queries/sweeps.ts';
import type { Context } from '#lib/context.ts';
import type { RetentionView } from '#lib/contracts/retention.ts';
import type { Sweep } from '#lib/domain/retention/records.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** How long the organization keeps reports, its audit log and snapshots of privileges, and what there is of each. @throws Fault `forbidden` */
export async function getRetention(ctx: Context): Promise<RetentionView> {
  permit(ctx, 'settings:write', 'organization');
  const [organization, stored, audit, privileges, sweeps] = await Promise.all([
    findOrganization(ctx.readSql, ctx.orgId),
    countKeptReports(ctx.readSql, ctx),
    findAuditExtent(ctx.readSql, ctx),
    countKeptPrivileges(ctx.readSql, ctx),
    findSweeps(ctx.systemReadSql),
  ]);
  if (organization === null) throw new Fault('not_found', 'The organization was removed.');
  const ranAt = (job: Sweep): string | null => sweeps.get(job)?.toISOString() ?? null;
  return {
    keep_reports_days: organization.keepReportsDays,
    stored,
    keep_audit_days: organization.keepAuditDays,
    audit: { entries: audit.entries, oldest_at: audit.oldest?.toISOString() ?? null },
    keep_privileges_days: organization.keepPrivilegesDays,
    privileges: {
      ...{ snapshots: privileges.snapshots, changes: privileges.changes },
      oldest_at: privileges.oldest?.toISOString() ?? null,
    },
    ran_at: {
      reports: ranAt('reports'),
      audit: ranAt('audit'),
      privileges: ranAt('privileges'),
      outbox: ranAt('outbox'),
      records: ranAt('records'),
    },
  };
}
