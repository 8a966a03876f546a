import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import type { Changes } from '../ledger/changes.ts';
import type { At } from '../upload/apply/parts.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** Keeps what an inventory says of who may do what, when it takes effect. */
export async function takeInventory(
  at: At,
  { inventory, folder }: { inventory: InventoryFacts; folder: string; changes: Changes },
): Promise<void> {
  await writeSnapshot(at, folder, inventory, { reread: false });
}
