import { findInventoryMapping, writeInventoryMapping } from '#db/queries/inventory-mappings.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { MappingChange, MappingParams } from '#lib/contracts/inventory-mapping.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Keeps which column of a source's tables is which: what is delivered without saying it is read by this. Sections that are not named
 * stay as they are. @throws Fault forbidden
 */
export async function saveInventoryMapping(
  ctx: Context,
  { source }: MappingParams,
  { mapping }: MappingChange,
): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    const before = (await findInventoryMapping(tx, ctx, source)) ?? {};
    const after = { ...before, ...mapping };
    await writeInventoryMapping(tx, ctx, { source, mapping: after, now: ctx.now() });
    const detail = { source, sections: Object.keys(mapping).join(' ') };
    const target = targetOfOrganization(organization);
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.inventory_mapping_saved', target, detail });
  });
}
