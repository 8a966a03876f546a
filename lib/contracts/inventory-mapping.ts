import { z } from 'zod';
import { MAPPED_SOURCES } from '#lib/domain/privilege/inventory-mapping.ts';

/** For each section of a source the header of its table for each member: `{"managed_accounts": {"AccountName": "Konto"}}`. */
export const inventoryMapping = z.record(z.string().max(60), z.record(z.string().max(60), z.string().min(1).max(200)));

/** `GET` and `PUT /api/v1/inventories/mapping`. */
export const mappingParams = z.object({ source: z.enum(MAPPED_SOURCES) });
export type MappingParams = z.output<typeof mappingParams>;

export const mappingChange = z
  .object({
    mapping: inventoryMapping.refine((mapping) => JSON.stringify(mapping).length <= 8192, 'is longer than 8 KiB'),
  })
  .strict();
export type MappingChange = z.output<typeof mappingChange>;

/** Empty: nobody said anything. */
export const mappingView = z.object({ source: z.enum(MAPPED_SOURCES), mapping: inventoryMapping });
export type MappingView = z.infer<typeof mappingView>;
