import { findOrganization } from '#db/queries/organizations.ts';
import type { Context } from '#lib/context.ts';
import type { OrganizationView } from '#lib/contracts/organization.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** The organization's own settings. @throws Fault `forbidden` */
export async function getOrganization(ctx: Context): Promise<OrganizationView> {
  permit(ctx, 'settings:write', 'organization');
  const organization = await findOrganization(ctx.readSql, ctx.orgId);
  if (organization === null) throw new Fault('not_found', 'The organization was removed.');
  const { name, slug, demo } = organization;
  return { name, slug, demo };
}
