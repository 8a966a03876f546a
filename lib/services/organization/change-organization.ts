import { lockOrganization, renameOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { OrganizationChange } from '#lib/contracts/organization.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** Gives the organization another name; its slug stays. The same name again changes nothing. @throws Fault `forbidden` */
export async function changeOrganization(ctx: Context, { name }: OrganizationChange): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const before = await lockOrganization(tx, ctx.orgId);
    if (before === null) throw new Fault('not_found', 'The organization was removed.');
    if (before.name === name) return;
    await renameOrganization(tx, ctx.orgId, name);
    const target = targetOfOrganization({ ...before, name });
    const detail = { from: before.name, to: name };
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.renamed', target, detail });
  });
}
