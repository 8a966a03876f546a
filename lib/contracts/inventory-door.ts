import { z } from 'zod';
import { inventoryAnswer, inventoryParams } from './inventory.ts';
import { workflowsAnswer, workflowsParams } from './workflows.ts';

/** What `POST /api/v1/inventories` takes, whatever the source: each asks for its own part of it. */
export const inventoryDoor = workflowsParams.extend({
  source: z.enum([...inventoryParams.shape.source.options, 'legitify', 'workflows']),
  system: inventoryParams.shape.system.optional(),
  collected_at: inventoryParams.shape.collected_at,
  mapping: inventoryParams.shape.mapping,
});

export const inventoryDoorAnswer = z.union([inventoryAnswer, workflowsAnswer]);
