import { findInventoryMapping } from '#db/queries/inventory-mappings.ts';
import type { Context } from '#lib/context.ts';
import type { MappingParams, MappingView } from '#lib/contracts/inventory-mapping.ts';
import { permit } from '#lib/permit.ts';

/** Which column of a source's tables is which, as it was said last. @throws Fault forbidden */
export async function getInventoryMapping(ctx: Context, { source }: MappingParams): Promise<MappingView> {
  permit(ctx, 'policy:read', 'repositories');
  // From the primary: a replica may not have what was just saved.
  const mapping = (await findInventoryMapping(ctx.sql, ctx, source)) ?? {};
  return { source, mapping: Object.fromEntries(Object.entries(mapping).map(([name, of]) => [name, { ...of }])) };
}
