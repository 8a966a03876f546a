import type { InventoryMapping, MappedSource } from '#lib/domain/privilege/inventory-mapping.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** Which column of a source's tables is which; null: nobody said it. */
export async function findInventoryMapping(
  sql: Connection,
  { orgId }: OrganizationScope,
  source: MappedSource,
): Promise<InventoryMapping | null> {
  const [row] = await sql<{ mapping: InventoryMapping }[]>`
    select mapping from inventory_mappings where org_id = ${orgId} and source = ${source}`;
  return row?.mapping ?? null;
}

export async function writeInventoryMapping(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { source, mapping, now }: { source: MappedSource; mapping: InventoryMapping; now: Date },
): Promise<void> {
  await tx`
    insert into inventory_mappings (org_id, source, mapping, saved_at)
    values (${orgId}, ${source}, ${JSON.stringify(mapping)}::text::jsonb, ${now})
    on conflict (org_id, source) do update set mapping = excluded.mapping, saved_at = excluded.saved_at`;
}
