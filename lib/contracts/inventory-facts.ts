import { z } from 'zod';
import { INVENTORY_SOURCES, SECTION_STATES } from '#lib/domain/privilege/inventory.ts';
import { instant } from './common.ts';

/** One section of an inventory: `failed` and `absent` are unknown, which closes nothing and passes nothing. */
export const inventorySection = z.object({
  name: z.string(),
  status: z.enum(SECTION_STATES),
  rows: z.number().int(),
  /** Rows that could not be read. */
  skipped: z.number().int(),
  reason: z.string().nullable(),
});

/** What an inventory says of itself, and what became of our rules. */
export const inventoryFacts = z.object({
  source: z.enum(INVENTORY_SOURCES),
  scope: z.string(),
  collected_at: instant,
  collector: z.string().nullable(),
  sections: z.array(inventorySection),
  /** Sections of the document that nobody here reads. */
  strange: z.array(z.string()),
  /** Members that may hold values of secrets: they were not kept. The positions are those of the first. */
  stripped: z.object({ count: z.number().int(), positions: z.array(z.string()) }),
  rules: z.object({
    pass: z.number().int(),
    fail: z.number().int(),
    unknown: z.number().int(),
    not_applicable: z.number().int(),
  }),
});
