import type { Context } from '#lib/context.ts';
import { can, PERMISSIONS, type Permission } from '#lib/domain/access/access.ts';

/** What the caller may do in the organization, or with one repository: for pages, which show no button in vain. */
export function getRights(ctx: Context, repository?: string): ReadonlySet<Permission> {
  const target = { orgId: ctx.orgId, ...(repository === undefined ? {} : { repoFullName: repository }) };
  return new Set(PERMISSIONS.filter((permission) => can(ctx.principal, permission, target)));
}
