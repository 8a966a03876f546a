import type { Context } from '#lib/context.ts';
import { can, PERMISSIONS, type Permission } from '#lib/domain/access/access.ts';

/** The caller's permissions in the organization, or on one repository: pages hide buttons that would be refused. */
export function getRights(ctx: Context, repository?: string): ReadonlySet<Permission> {
  const target = { orgId: ctx.orgId, ...(repository === undefined ? {} : { repoFullName: repository }) };
  return new Set(PERMISSIONS.filter((permission) => can(ctx.principal, permission, target)));
}
