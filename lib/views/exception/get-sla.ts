import { findDecisionPolicy } from '#db/queries/decision-policies.ts';
import type { Context } from '#lib/context.ts';
import type { SlaView } from '#lib/contracts/sla.ts';
import { permit } from '#lib/permit.ts';

/** How long findings may stay open: whoever reads findings may know. */
export async function getSla(ctx: Context): Promise<SlaView> {
  permit(ctx, 'policy:read', 'repositories');
  const { sla } = await findDecisionPolicy(ctx.sql, ctx);
  return {
    preset: sla.preset ?? 'severity',
    days: sla.days,
    by_criticality: sla.byCriticality as SlaView['by_criticality'],
  };
}
