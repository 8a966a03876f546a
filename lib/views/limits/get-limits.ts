import { findDeliveryUse } from '#db/queries/delivery-rates.ts';
import { findChosenLimits } from '#db/queries/organizations.ts';
import { countKeptReports } from '#db/queries/retention.ts';
import type { Context } from '#lib/context.ts';
import type { LimitsView } from '#lib/contracts/limits.ts';
import { effectiveLimits } from '#lib/domain/limits/effective-limits.ts';
import { stillCounted } from '#lib/domain/limits/judge-delivery.ts';
import { permit } from '#lib/permit.ts';
import { installationLimits } from './installation-limits.ts';

/** Limits of the organization's deliveries, and what is used of them now. @throws Fault `forbidden` */
export async function getLimits(ctx: Context): Promise<LimitsView> {
  permit(ctx, 'settings:write', 'organization');
  const [chosen, rows, stored] = await Promise.all([
    findChosenLimits(ctx.readSql, ctx.orgId),
    findDeliveryUse(ctx.readSql, ctx),
    countKeptReports(ctx.readSql, ctx),
  ]);
  const installation = installationLimits(ctx.env);
  const { ofSender, ofOrganization } = effectiveLimits(installation, chosen);
  const mostUsed = (ofAll: boolean, quota: number): number => {
    const counts = rows.filter((row) => row.isOrganization === ofAll).map((row) => stillCounted(row, quota, ctx.now()));
    return Math.round(Math.max(0, ...counts));
  };
  return {
    credential_uploads_per_minute: {
      chosen: chosen.ofSender,
      installation: installation.ofSender,
      used: mostUsed(false, ofSender),
    },
    uploads_per_minute: {
      chosen: chosen.ofOrganization,
      installation: installation.ofOrganization,
      used: mostUsed(true, ofOrganization),
    },
    stored_bytes: { chosen: chosen.storedBytes, installation: installation.storedBytes, used: stored.bytes },
  };
}
