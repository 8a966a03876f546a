import type { Context } from '#lib/context.ts';
import { can, type Permission } from '#lib/domain/access/access.ts';
import { Fault } from '#lib/errors.ts';

function forbidden(permission: Permission): Fault {
  return new Fault('forbidden', `This credential may not do that: it lacks ${permission}.`);
}

/**
 * For reads over the organization, or over the repositories that a filter names.
 * @throws Fault forbidden
 */
export function authoriseRead(ctx: Context, permission: Permission, repositories: readonly string[] = []): void {
  const targets = repositories.length === 0 ? [undefined] : repositories;
  for (const repoFullName of targets) {
    const target = { orgId: ctx.orgId, ...(repoFullName === undefined ? {} : { repoFullName }) };
    if (!can(ctx.principal, permission, target)) throw forbidden(permission);
  }
}

/** A credential that reaches nothing with this permission is told so before anything is looked up. */
export function authoriseAtAll(ctx: Context, permission: Permission): void {
  const { principal, orgId } = ctx;
  if (principal.kind === 'upload_token') {
    if (permission !== 'upload:read') throw forbidden(permission);
    return;
  }
  const unscoped = principal.kind === 'api_token' ? { ...principal, scopes: ['*'] } : principal;
  if (!can(unscoped, permission, { orgId })) throw forbidden(permission);
}

/**
 * For one thing that was found. Outside of its scopes a token learns nothing, not even that there is something.
 * @throws Fault not_found
 */
export function authoriseFound(
  ctx: Context,
  permission: Permission,
  found: { repoFullName: string; uploadTokenId?: number | null },
  missing: Fault,
): void {
  if (!can(ctx.principal, permission, { orgId: ctx.orgId, ...found })) throw missing;
}
