import type { Context } from '#lib/context.ts';
import { can, type Permission, type Target } from '#lib/domain/access/access.ts';
import { Fault } from '#lib/errors.ts';

/** @throws Fault forbidden, saying what the credential lacks */
export function requirePermission(ctx: Context, permission: Permission, target: Omit<Target, 'orgId'>): void {
  if (can(ctx.principal, permission, { ...target, orgId: ctx.orgId })) return;
  const where = target.repoFullName ? ` for ${target.repoFullName}` : '';
  throw new Fault('forbidden', `This credential may not do that${where}: it lacks ${permission}.`);
}
