import type { Inventory } from '#lib/domain/privilege/inventory.ts';
import type { ReportSource, SkippedItem } from '#lib/scanners/contract.ts';
import type { InventoryDocument } from './shared/document.ts';
import type { SectionShape } from './shared/section.ts';

/** One system: which sections its inventories have, and how they become our model. */
export interface InventoryReader {
  sections: Readonly<Record<string, SectionShape>>;
  read(source: ReportSource): Promise<ReadInventory>;
}

export interface ReadInventory {
  inventory: Inventory;
  document: InventoryDocument;
  skipped: SkippedItem[];
}
