import { findRepositoryByName, type Repository } from '#db/queries/repositories.ts';
import type { Context } from '#lib/context.ts';
import type { Permission } from '#lib/domain/access/access.ts';
import { permit } from '#lib/permit.ts';

/**
 * The repository of this name, read where it will be written: a replica may be behind.
 * @throws Fault not_found, forbidden
 */
export async function requireRepositoryToChange(
  ctx: Context,
  name: string,
  permission: Permission,
): Promise<Repository> {
  permit(ctx, permission, 'repositories');
  const found = await findRepositoryByName(ctx.sql, { orgId: ctx.orgId }, name.replaceAll('\0', ''));
  return permit(ctx, permission, { what: 'repository', row: found && { ...found, repoId: found.id } });
}
