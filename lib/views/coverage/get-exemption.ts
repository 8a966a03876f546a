import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { findExemption, findExemptionPlace } from '#db/queries/exemptions.ts';
import type { Context } from '#lib/context.ts';
import type { ExemptionView } from '#lib/contracts/exemption.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { exemptionViewOf } from './exemption-view.ts';

/** One exemption, as it was just written. @throws Fault not_found */
export async function getExemption(ctx: Context, id: string): Promise<ExemptionView> {
  permit(ctx, 'posture:read', 'repositories');
  const key = decodeId('exemption', id);
  const found = key && (await findExemptionPlace(ctx.sql, ctx.readScope, key));
  const { orgId, repoId, number } = permit(ctx, 'posture:read', { what: 'exemption', row: found });
  const [row, policy] = await Promise.all([
    findExemption(ctx.sql, { orgId, repoId }, number),
    findExceptionPolicy(ctx.sql, { orgId }),
  ]);
  if (row === null) throw new Fault('not_found', 'There is no such exemption.');
  return exemptionViewOf(ctx, row, policy);
}
