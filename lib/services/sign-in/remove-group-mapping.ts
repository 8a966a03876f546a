import { deleteGroupMapping, listGroupMappings } from '#db/queries/sign-in-policies.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** The group gives that no more; who has it by the group loses it at the next sign-in. @throws Fault `not_found` */
export async function removeGroupMapping(ctx: Context, id: number): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  const scope = { orgId: ctx.orgId };
  await inTransaction(ctx.sql, async (tx) => {
    const mapping = (await listGroupMappings(tx, scope)).find((one) => one.id === id);
    if (mapping === undefined || !(await deleteGroupMapping(tx, scope, id))) {
      throw new Fault('not_found', 'There is no such mapping.');
    }
    const { provider, group, role, teamSlug: team } = mapping;
    const target = await organizationTarget(tx, ctx.orgId);
    const detail = { provider, group, role, team };
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.group_mapping_removed', target, detail });
  });
}
