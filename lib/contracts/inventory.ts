import { z } from 'zod';
import { inventoryFacts, inventorySection, inventorySource } from './inventory-facts.ts';
import { uploadDetail, uploadParams } from './upload.ts';

/** Parameters of `POST /api/v1/inventories`. */
export const inventoryParams = uploadParams
  .pick({ run_id: true, run_attempt: true, run_url: true, wait: true })
  .extend({
    source: inventorySource,
    /** The organization, as the source spells it: the document's `scope`. */
    system: z
      .string()
      .max(100)
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be the name of an organization, such as acme'),
  });

/** An inventory is an upload; its sections stand beside it, none before it was read. */
export const inventoryAnswer = uploadDetail.extend({
  sections: z.array(inventorySection),
  stripped: inventoryFacts.shape.stripped,
});
export type InventoryAnswer = z.infer<typeof inventoryAnswer>;
