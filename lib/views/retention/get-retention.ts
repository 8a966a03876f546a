import { findOrganization } from '#db/queries/organizations.ts';
import { countKeptReports } from '#db/queries/retention.ts';
import type { Context } from '#lib/context.ts';
import type { RetentionView } from '#lib/contracts/retention.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** How long the organization keeps reports, and what it has stored. @throws Fault `forbidden` */
export async function getRetention(ctx: Context): Promise<RetentionView> {
  permit(ctx, 'settings:write', 'organization');
  const [organization, stored] = await Promise.all([
    findOrganization(ctx.readSql, ctx.orgId),
    countKeptReports(ctx.readSql, ctx),
  ]);
  if (organization === null) throw new Fault('not_found', 'The organization was removed.');
  return { keep_reports_days: organization.keepReportsDays, stored };
}
