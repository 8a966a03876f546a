import { findFinding } from '#db/queries/finding-detail.ts';
import type { Context } from '#lib/context.ts';
import type { Permission } from '#lib/domain/access/access.ts';
import { decodeId } from '#lib/ids.ts';
import { type PermitRow, permit } from '#lib/permit.ts';

/** The place of a finding that the caller sees and may do that to. @throws Fault not_found, forbidden */
export async function requireFinding(
  ctx: Context,
  id: string,
  permission: Permission,
): Promise<PermitRow & { number: number }> {
  permit(ctx, permission, 'repositories');
  const key = decodeId('finding', id);
  // Read from the primary: a replica may not have what was just imported.
  const row = key && (await findFinding(ctx.sql, ctx.readScope, key));
  return permit(ctx, permission, { what: 'finding', row });
}
