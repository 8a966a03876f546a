import { z } from 'zod';
import { INVENTORY_SOURCES } from '#lib/domain/privilege/inventory.ts';
import { instant, yesOrNo } from './common.ts';
import { inventorySection } from './inventory-facts.ts';
import { paging, where } from './privilege.ts';

const count = z.number().int();
const source = z.enum(INVENTORY_SOURCES);

/** A picture of who may do what in one system at one moment. */
export const snapshotView = z.object({
  system: z.string(),
  source,
  number: count,
  collected_at: instant,
  upload: z.string(),
  /** The same upload, read by a newer version: what it says otherwise is no change. */
  reread: z.boolean(),
  principals: count,
  memberships: count,
  resources: count,
  grants: count,
  /** Rows that stand by what was said before. */
  unknown: count,
  /** Rights and memberships of what nothing tells: they are not kept. */
  dangling: count,
  changes: count,
  sections: z.array(inventorySection),
});

/** `GET /api/v1/privileges/snapshots`, the newest first. */
export const snapshotListParams = z.object({
  ...where,
  newest: yesOrNo.optional().describe('Only the newest of each system.'),
  ...paging,
});
export type SnapshotListParams = z.infer<typeof snapshotListParams>;
export const snapshotListView = z.object({ items: z.array(snapshotView), next_cursor: z.string().nullable() });
export type SnapshotListView = z.infer<typeof snapshotListView>;
